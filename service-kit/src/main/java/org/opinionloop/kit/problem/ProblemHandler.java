package org.opinionloop.kit.problem;

import org.opinionloop.kit.event.Faults;
import org.opinionloop.kit.trace.RequestTraces;
import org.opinionloop.kit.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns whatever a request ends with into a problem document. What the framework refuses keeps its
 * status and gets a plain sentence; a client that hangs up hears nothing any more and is counted
 * with 400; anything else is a bug: 500, logged without the exception's message, which may hold
 * somebody's words.
 */
@Order(-2) // before Boot's own, which is -1
final class ProblemHandler implements WebExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  private static final int MOST_ACCEPTED = 50;

  private final JsonMapper mapper;

  ProblemHandler(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable cause) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(cause);
    }
    Problem problem = problem(exchange, cause);
    response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (cause instanceof ErrorResponse refusal) {
      refusal
          .getHeaders()
          .forEach((name, values) -> values.forEach(value -> headers.set(name, value)));
    }
    if (problem.retryAfterSeconds() != null) {
      headers.set(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds().toString());
    }
    byte[] body = mapper.writeValueAsBytes(problem);
    return Leftovers.discard(exchange)
        .then(response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body))));
  }

  private static Problem problem(ServerWebExchange exchange, Throwable cause) {
    if (cause instanceof ProblemException known) {
      return known.problem();
    }
    if (cause instanceof ErrorResponse refusal) {
      HttpStatus status = HttpStatus.resolve(refusal.getStatusCode().value());
      if (status != null && status.is4xxClientError()) {
        return Problem.of(status, "request", status.getReasonPhrase()).detail(advice(status));
      }
    }
    if (cause instanceof IllegalArgumentException && acceptsTooMany(exchange)) {
      HttpStatus status = HttpStatus.NOT_ACCEPTABLE;
      return Problem.of(status, "request", status.getReasonPhrase()).detail(advice(status));
    }
    if (DisconnectedClientHelper.isClientDisconnectedException(cause)) {
      return Problem.of(HttpStatus.BAD_REQUEST, "cut-off", "The request was cut off")
          .detail("the connection ended before the body did");
    }
    Trace.inLog(
        RequestTraces.of(exchange),
        () ->
            LOG.error(
                "{} {} ended in a fault",
                exchange.getRequest().getMethod(),
                exchange.getAttributeOrDefault(
                    org.springframework.web.reactive.HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE,
                    "an unknown path"),
                Faults.withoutMessages(cause)));
    return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "fault", "Something is broken here")
        .detail("the fault has been logged; the request may be sent again");
  }

  /** Spring sorts no more content types than these, and calls it a fault to ask for more. */
  private static boolean acceptsTooMany(ServerWebExchange exchange) {
    return exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.ACCEPT).stream()
            .mapToLong(header -> header.chars().filter(c -> c == ',').count() + 1)
            .sum()
        > MOST_ACCEPTED;
  }

  private static String advice(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "nothing is at this path";
      case METHOD_NOT_ALLOWED -> "this path does not take that method; see the header Allow";
      case UNSUPPORTED_MEDIA_TYPE -> "this path does not take that content type";
      case NOT_ACCEPTABLE -> "this path does not give any of the accepted content types";
      case CONTENT_TOO_LARGE -> "the body is too large";
      default -> "the request could not be read";
    };
  }
}
