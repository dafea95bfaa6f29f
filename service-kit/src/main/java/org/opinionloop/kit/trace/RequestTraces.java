package org.opinionloop.kit.trace;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Gives each request its trace: the one of the caller's {@code traceparent}, or one that begins
 * here. The answer says which in {@code traceresponse}, so that whoever asks about a request can
 * name it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestTraces implements WebFilter {

  private static final String ANSWER = "traceresponse";

  RequestTraces() {}

  /** The trace of the request that this is done for; null outside of any. */
  public static @Nullable Trace of(ContextView context) {
    return context.getOrDefault(Trace.class, null);
  }

  /** The trace of this request. */
  public static @Nullable Trace of(ServerWebExchange exchange) {
    return exchange.getAttribute(Trace.class.getName());
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    Trace trace = recorded(exchange);
    if (trace == null) {
      trace = Trace.parse(exchange.getRequest().getHeaders().getFirst(Trace.HEADER));
    }
    Trace known = trace == null ? Trace.begin() : trace;
    exchange.getAttributes().put(Trace.class.getName(), known);
    exchange.getResponse().getHeaders().set(ANSWER, known.parent());
    return chain.filter(exchange).contextWrite(context -> context.put(Trace.class, known));
  }

  /** The span that the framework has begun for the request, if spans are collected. */
  private static @Nullable Trace recorded(ServerWebExchange exchange) {
    var request = ServerRequestObservationContext.findCurrent(exchange.getAttributes());
    if (request.isEmpty()) {
      return null;
    }
    TracingContext tracing = request.get().get(TracingContext.class);
    Span span = tracing == null ? null : tracing.getSpan();
    return span == null ? null : Trace.of(span.context());
  }
}
