package org.opinionloop.intake.opinion;

import org.jspecify.annotations.Nullable;
import org.opinionloop.intake.request.Accepted;
import org.opinionloop.intake.request.RequestBody;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code POST /v1/opinions}: one opinion. */
@RestController
class OpinionController {

  private final Reception reception;
  private final Accepted.Template accepted;

  OpinionController(Reception reception, Accepted.Template accepted) {
    this.reception = reception;
    this.accepted = accepted;
  }

  /** 202 when the opinion is safely in the log; 200 when it was before. */
  @PostMapping(path = "/v1/opinions", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<Accepted>> receive(
      @Allowed({Role.CHANNEL, Role.IMPORTER}) Caller caller,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      ServerHttpRequest request) {
    return RequestBody.read(request)
        .doOnError(ProblemException.class, reception::refused)
        .flatMap(body -> reception.receive(body, idempotencyKey, caller))
        .map(
            receipt ->
                ResponseEntity.status(receipt.repeated() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                    .body(accepted.of(receipt.opinionId(), "received")));
  }
}
