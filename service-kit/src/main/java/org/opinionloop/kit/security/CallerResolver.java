package org.opinionloop.kit.security;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives a handler its {@link Caller}, or refuses by what {@link Allowed} says. */
final class CallerResolver implements HandlerMethodArgumentResolver {

  private static final String SCHEME = "bearer ";

  private final ApiKeys keys;

  CallerResolver(ApiKeys keys) {
    this.keys = keys;
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
    List<Role> roles = allowed == null ? List.of() : Arrays.asList(allowed.value());
    String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Mono.error(unauthorized(exchange, "no key (expected: Authorization: Bearer <key>)"));
    }
    return keys.find(header.substring(SCHEME.length()).trim())
        .<Mono<Object>>map(
            caller ->
                roles.contains(caller.role()) ? Mono.just(caller) : Mono.error(forbidden(roles)))
        .orElseGet(() -> Mono.error(unauthorized(exchange, "unknown key")));
  }

  private static ProblemException unauthorized(ServerWebExchange exchange, String detail) {
    exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return new ProblemException(
        Problem.of(HttpStatus.UNAUTHORIZED, "unauthorized", "A key is needed").detail(detail));
  }

  private static ProblemException forbidden(List<Role> roles) {
    String names =
        roles.stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return new ProblemException(
        Problem.of(HttpStatus.FORBIDDEN, "forbidden", "This key may not do that")
            .detail("expected: a key of role " + names));
  }
}
