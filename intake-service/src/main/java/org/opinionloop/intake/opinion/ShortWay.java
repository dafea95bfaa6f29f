package org.opinionloop.intake.opinion;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Takes an opinion that comes as nearly all do straight to its handler. To find the handler out
 * anew, with its arguments and how to write what it returns, costs more than checking and
 * publishing the opinion. Behind all other filters; whatever is in the least unusual goes on to the
 * framework, which may find the same handler.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class ShortWay implements WebFilter {

  /** As content types are usually written. */
  private static final Set<String> JSON =
      Set.of(
          "application/json", "application/json;charset=utf-8", "application/json; charset=utf-8");

  /** As it is usually written what is accepted. */
  private static final Set<String> WITH_JSON =
      Set.of(
          "*/*", "application/json", "application/json, */*", "application/json, text/plain, */*");

  private static final PathPattern PATTERN =
      PathPatternParser.defaultInstance.parse(OpinionController.PATH);

  private final OpinionController opinions;

  ShortWay(OpinionController opinions) {
    this.opinions = opinions;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (!isUsual(exchange.getRequest())) {
      return chain.filter(exchange);
    }
    // What the framework would note: for the meters of requests and for what is said of faults.
    exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, PATTERN);
    ServerRequestObservationContext.findCurrent(exchange.getAttributes())
        .ifPresent(context -> context.setPathPattern(OpinionController.PATH));
    return opinions.receive(exchange);
  }

  private static boolean isUsual(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    return request.getMethod().equals(HttpMethod.POST)
        && request.getPath().value().equals(OpinionController.PATH)
        && isOneOf(JSON, headers.getOrEmpty(HttpHeaders.CONTENT_TYPE))
        && (headers.getOrEmpty(HttpHeaders.ACCEPT).isEmpty()
            || isOneOf(WITH_JSON, headers.getOrEmpty(HttpHeaders.ACCEPT)));
  }

  private static boolean isOneOf(Set<String> usual, List<String> values) {
    return values.size() == 1 && usual.contains(values.get(0).toLowerCase(Locale.ROOT));
  }
}
