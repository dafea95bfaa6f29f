package org.opinionloop.intake.officer;

import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.intake.opinion.OpinionIds;
import org.opinionloop.intake.publish.EventPublisher;
import org.opinionloop.intake.publish.Outlet;
import org.opinionloop.intake.request.JsonObject;
import org.opinionloop.intake.request.PathId;
import org.opinionloop.kit.problem.RequestBody;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.opinionloop.kit.trace.RequestTraces;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Measures that units promise, and how far they have come. As with what is said of a case, it is
 * taken when it is safely in the log, 202; whether there is such a measure, and whether it may move
 * so, is not known at this door: what may not be has no effect, and its history says so.
 */
@RestController
class MeasureController {

  /** What the officer is told. */
  record Taken(String measureId, String status) {}

  private final MeasureReader measures;
  private final EventPublisher publisher;

  MeasureController(
      Taxonomy taxonomy, WorkingTime time, Clock clock, OpinionIds ids, EventPublisher publisher) {
    this.measures = new MeasureReader(taxonomy, time, clock, ids);
    this.publisher = publisher;
  }

  @PostMapping(path = "/v1/measures", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Mono<Taken> promise(
      @Allowed({Role.OFFICER, Role.IMPORTER}) Caller caller,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      ServerHttpRequest request) {
    return RequestBody.read(request)
        .map(body -> measures.promise(JsonObject.parse(body), key, caller))
        .flatMap(this::publish);
  }

  @PostMapping(path = "/v1/measures/{id}/state", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Mono<Taken> progress(
      @Allowed({Role.OFFICER, Role.IMPORTER}) Caller caller,
      @PathVariable String id,
      ServerHttpRequest request) {
    return RequestBody.read(request)
        .map(body -> measures.progress(PathId.parse(id), JsonObject.parse(body), caller))
        .flatMap(this::publish);
  }

  private Mono<Taken> publish(MeasureRecorded event) {
    return Mono.deferContextual(
            context ->
                Mono.fromFuture(
                    publisher.publish(Outlet.MEASURE, event, RequestTraces.of(context)), true))
        .thenReturn(new Taken(event.measureId(), event.state().name().toLowerCase(Locale.ROOT)));
  }
}
