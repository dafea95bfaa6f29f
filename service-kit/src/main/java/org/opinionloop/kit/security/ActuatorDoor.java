package org.opinionloop.kit.security;

import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Keeps {@code /actuator} to operators, except for health, which says up or down and no more, and
 * the figures that Prometheus fetches.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class ActuatorDoor implements WebFilter {

  private static final List<String> OPEN = List.of("health", "prometheus");

  private final Door door;

  ActuatorDoor(Door door) {
    this.door = door;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    List<String> path = RoutedPath.segments(exchange);
    boolean actuator = !path.isEmpty() && path.get(0).equals("actuator");
    if (actuator && path.stream().anyMatch(segment -> segment.indexOf('/') >= 0)) {
      // Boot's health endpoint takes it for a name and breaks.
      return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
    boolean guarded = actuator && (path.size() == 1 || !OPEN.contains(path.get(1)));
    return guarded
        ? door.caller(exchange, List.of(Role.OPERATOR)).then(chain.filter(exchange))
        : chain.filter(exchange);
  }
}
