package org.opinionloop.reporting.query;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.RequestBody;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.hot.HotTopic;
import org.opinionloop.reporting.measures.MeasureQuery;
import org.opinionloop.reporting.services.ServiceSums;
import org.opinionloop.reporting.stream.LoopStreams;
import org.opinionloop.reporting.stream.LoopStreams.Whole;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers other instances from what this one has, and says which partitions that is; of an opinion
 * that is not known with 204. Not there at all, 404, for those who do not have the shared key, and
 * without such a key for everybody.
 */
@RestController
class PeerController {

  private final LoopStreams streams;
  private final LocalAnswers local;
  private final JsonMapper mapper;
  private final byte[] key;

  PeerController(
      LoopStreams streams, LocalAnswers local, JsonMapper mapper, PeerSettings settings) {
    this.streams = streams;
    this.local = local;
    this.mapper = mapper;
    this.key = settings.key().getBytes(StandardCharsets.UTF_8);
  }

  @GetMapping("/internal/opinions/{id}")
  Mono<ResponseEntity<CaseState>> opinion(
      @RequestHeader(name = Peers.KEY_HEADER, required = false) @Nullable String presented,
      @PathVariable String id) {
    return peer(presented, Mono.just(id), asked -> number(asked).flatMap(local::owned))
        .map(
            found ->
                found
                    .answer()
                    .map(ResponseEntity::ok)
                    .orElseGet(() -> ResponseEntity.noContent().build()));
  }

  @PostMapping("/internal/work")
  Mono<Whole<List<CaseState>>> work(
      @RequestHeader(name = Peers.KEY_HEADER, required = false) @Nullable String presented,
      ServerHttpRequest request) {
    return peer(presented, query(request, WorkQuery.class), local::work);
  }

  @PostMapping("/internal/sums")
  Mono<Whole<List<Grouping.Row>>> sums(
      @RequestHeader(name = Peers.KEY_HEADER, required = false) @Nullable String presented,
      ServerHttpRequest request) {
    return peer(presented, query(request, Selection.class), local::sums);
  }

  @PostMapping("/internal/hot-topics")
  Mono<Whole<List<HotTopic>>> hotTopics(
      @RequestHeader(name = Peers.KEY_HEADER, required = false) @Nullable String presented,
      ServerHttpRequest request) {
    return peer(presented, query(request, HotQuery.class), local::hotTopics);
  }

  @PostMapping("/internal/services")
  Mono<Whole<List<ServiceSums.Row>>> services(
      @RequestHeader(name = Peers.KEY_HEADER, required = false) @Nullable String presented,
      ServerHttpRequest request) {
    return peer(presented, query(request, ServiceSums.Selection.class), local::services);
  }

  @PostMapping("/internal/measures")
  Mono<Whole<MeasureQuery.Found>> measures(
      @RequestHeader(name = Peers.KEY_HEADER, required = false) @Nullable String presented,
      ServerHttpRequest request) {
    return peer(presented, query(request, MeasureQuery.class), local::measures);
  }

  private <Q> Mono<Q> query(ServerHttpRequest request, Class<Q> type) {
    return RequestBody.read(request).map(body -> query(body, type));
  }

  private <Q> Q query(byte[] body, Class<Q> type) {
    try {
      return Objects.requireNonNull(mapper.readValue(body, type), "query");
    } catch (RuntimeException unreadable) { // Jackson's own, and Java's of a number that is no time
      throw new ServerWebInputException("no such query");
    }
  }

  private static Optional<OpinionId> number(String text) {
    try {
      return Optional.of(OpinionId.parse(text));
    } catch (IllegalArgumentException invalid) {
      return Optional.empty();
    }
  }

  /** The question is not even read of those who may not ask. */
  private <Q, T> Mono<Whole<T>> peer(
      @Nullable String presented, Mono<Q> question, Function<Q, T> answer) {
    boolean known =
        key.length > 0
            && presented != null
            && MessageDigest.isEqual(key, presented.getBytes(StandardCharsets.UTF_8));
    if (!known) {
      return Mono.error(
          new ProblemException(Problem.of(HttpStatus.NOT_FOUND, "request", "Not Found")));
    }
    return question.flatMap(
        asked ->
            Settled.answer(
                Mono.fromCallable(() -> streams.whole(() -> answer.apply(asked)))
                    .subscribeOn(Schedulers.boundedElastic())));
  }
}
