package org.opinionloop.kit.security;

import java.util.List;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives a handler its {@link Caller}, or refuses by what {@link Allowed} says. */
final class CallerResolver implements HandlerMethodArgumentResolver {

  private final Door door;

  CallerResolver(Door door) {
    this.door = door;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class
        && parameter.hasParameterAnnotation(Allowed.class);
  }

  @Override
  public Mono<Object> resolveArgument(
      MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
    Allowed allowed = parameter.getParameterAnnotation(Allowed.class);
    boolean anonymous =
        allowed != null
            && allowed.anonymous()
            && !exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    if (anonymous) {
      return Mono.empty();
    }
    return door.caller(exchange, allowed == null ? List.of() : List.of(allowed.value()))
        .cast(Object.class);
  }
}
