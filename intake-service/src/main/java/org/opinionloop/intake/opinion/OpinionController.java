package org.opinionloop.intake.opinion;

import java.util.List;
import org.opinionloop.intake.request.Accepted;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.RequestBody;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Door;
import org.opinionloop.kit.security.Role;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code POST /v1/opinions}: one opinion. */
@RestController
class OpinionController {

  static final String PATH = "/v1/opinions";

  private static final List<Role> SENDERS = List.of(Role.CHANNEL, Role.IMPORTER);

  private final Door door;
  private final Reception reception;
  private final Accepted.Template accepted;

  OpinionController(Door door, Reception reception, Accepted.Template accepted) {
    this.door = door;
    this.reception = reception;
    this.accepted = accepted;
  }

  /**
   * 202 when the opinion is safely in the log; 200 when it was before. It looks at the key itself,
   * as most requests do not come through the framework but by the {@link ShortWay}.
   */
  @PostMapping(
      path = PATH,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<Void> receive(ServerWebExchange exchange) {
    return door.caller(exchange, SENDERS).flatMap(caller -> receive(caller, exchange));
  }

  private Mono<Void> receive(Caller caller, ServerWebExchange exchange) {
    String idempotencyKey = exchange.getRequest().getHeaders().getFirst("Idempotency-Key");
    return RequestBody.read(exchange.getRequest(), RequestBody.MAX_BYTES_WITH_TEXT)
        .doOnError(ProblemException.class, reception::refused)
        .flatMap(body -> reception.receive(body, idempotencyKey, caller))
        .flatMap(receipt -> answer(receipt, exchange.getResponse()));
  }

  /** Written as it is: to let the framework find out how costs more than all that was done. */
  private Mono<Void> answer(Receipt receipt, ServerHttpResponse response) {
    byte[] json = accepted.json(receipt.opinionId(), "received");
    response.setStatusCode(receipt.repeated() ? HttpStatus.OK : HttpStatus.ACCEPTED);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    response.getHeaders().setContentLength(json.length);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(json)));
  }
}
