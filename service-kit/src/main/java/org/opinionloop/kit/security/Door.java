package org.opinionloop.kit.security;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets in whoever shows the right key, and tells the others what is missing. */
public final class Door {

  private static final String SCHEME = "bearer ";

  private final ApiKeys keys;

  Door(ApiKeys keys) {
    this.keys = keys;
  }

  /** Whether whoever calls shows a key that it knows, of whatever role. */
  public boolean knows(ServerHttpRequest request) {
    return key(request).flatMap(keys::find).isPresent();
  }

  /** Who calls; ends in a {@link ProblemException} 401 without a valid key, 403 in another role. */
  public Mono<Caller> caller(ServerWebExchange exchange, List<Role> roles) {
    Optional<String> key = key(exchange.getRequest());
    if (key.isEmpty()) {
      return Mono.error(unauthorized(exchange, "no key (expected: Authorization: Bearer <key>)"));
    }
    return keys.find(key.get())
        .map(caller -> roles.contains(caller.role()) ? Mono.just(caller) : refuse(roles))
        .orElseGet(() -> Mono.error(unauthorized(exchange, "unknown key")));
  }

  private static Optional<String> key(ServerHttpRequest request) {
    String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    return header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        ? Optional.empty()
        : Optional.of(header.substring(SCHEME.length()).trim());
  }

  /** All that it knows, so that a service may check at the start what their keys are for. */
  public List<Caller> callers() {
    return keys.callers();
  }

  private static ProblemException unauthorized(ServerWebExchange exchange, String detail) {
    exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return new ProblemException(
        Problem.of(HttpStatus.UNAUTHORIZED, "unauthorized", "A key is needed").detail(detail));
  }

  private static Mono<Caller> refuse(List<Role> roles) {
    String names =
        roles.stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return Mono.error(
        new ProblemException(
            Problem.of(HttpStatus.FORBIDDEN, "forbidden", "This key may not do that")
                .detail("expected: a key of role " + names)));
  }
}
