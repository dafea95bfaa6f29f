package org.opinionloop.intake.request;

import java.util.function.BiFunction;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.intake.publish.EventPublisher;
import org.opinionloop.intake.publish.Outlet;
import org.opinionloop.kit.problem.RequestBody;
import org.opinionloop.kit.trace.RequestTraces;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Takes what is said of an opinion: reads the request, publishes the event, says that it is in. */
@Component
public final class Statements {

  private final EventPublisher publisher;
  private final Accepted.Template accepted;

  Statements(EventPublisher publisher, Accepted.Template accepted) {
    this.publisher = publisher;
    this.accepted = accepted;
  }

  /**
   * Publishes what {@code reader} makes of the request's body, and answers when it is in the log.
   */
  public <T extends Event> Mono<Accepted> take(
      String id,
      ServerHttpRequest request,
      Outlet<T> outlet,
      String status,
      BiFunction<OpinionId, ObjectNode, T> reader) {
    return take(id, request, RequestBody.MAX_BYTES, outlet, status, reader);
  }

  /** The same with a limit of its own for the body. */
  public <T extends Event> Mono<Accepted> take(
      String id,
      ServerHttpRequest request,
      int maxBytes,
      Outlet<T> outlet,
      String status,
      BiFunction<OpinionId, ObjectNode, T> reader) {
    OpinionId opinion = PathId.parse(id);
    return RequestBody.read(request, maxBytes)
        .map(body -> reader.apply(opinion, JsonObject.parse(body)))
        .flatMap(
            event ->
                Mono.deferContextual(
                    context ->
                        Mono.fromFuture(
                            publisher.publish(outlet, event, RequestTraces.of(context)), true)))
        .thenReturn(accepted.of(opinion, status));
  }
}
