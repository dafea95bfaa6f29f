package org.opinionloop.kit.deadletters;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.opinionloop.kit.deadletters.DeadLetterDesk.Outcome;
import org.opinionloop.kit.deadletters.DeadLetterDesk.Page;
import org.opinionloop.kit.event.Trouble;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.Violation;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code /actuator/deadletters}, for operators: GET lists, POST replays. */
@RestController
@RequestMapping("/actuator/deadletters")
final class DeadLetterController {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterController.class);
  private static final int MOST = 1000;

  private final DeadLetterDesk desk;

  DeadLetterController(DeadLetterDesk desk) {
    this.desk = desk;
  }

  /**
   * What to replay: one by {@code id}, a range of one partition by {@code from} and {@code to}
   * (ends included), or all of a {@code reason}, of one dead-letter {@code topic} or of all.
   */
  record ReplayRequest(
      @Nullable String id,
      @Nullable String from,
      @Nullable String to,
      @Nullable String reason,
      @Nullable String topic,
      @Nullable Boolean parked) {}

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<Page> list(
      @Allowed(Role.OPERATOR) Caller caller,
      @RequestParam(required = false) @Nullable String topic,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(defaultValue = "100") int limit) {
    if (limit < 1 || limit > MOST) {
      throw violation("limit", "a number", "1 to " + MOST);
    }
    Selection selection =
        new Selection(topic, reason(reason), state(state), position("from", from), null, true);
    return blocking(() -> desk.list(selection, limit));
  }

  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<Outcome> replay(
      @Allowed(Role.OPERATOR) Caller caller, @RequestBody Mono<ReplayRequest> body) {
    return body.flatMap(
        request -> {
          Selection selection = selection(request);
          return blocking(() -> desk.replay(selection, caller.name()))
              .doOnNext(
                  outcome -> LOG.info("{} asked for {}: {}", caller.name(), selection, outcome))
              .map(outcome -> request.id() == null ? outcome : one(outcome));
        });
  }

  private static Selection selection(ReplayRequest request) {
    Position id = position("id", request.id());
    Position from = position("from", request.from());
    Position to = position("to", request.to());
    String reason = reason(request.reason());
    boolean parked = Boolean.TRUE.equals(request.parked());
    int ways = (id == null ? 0 : 1) + (from == null ? 0 : 1) + (reason == null ? 0 : 1);
    if (ways != 1 || (from == null) != (to == null)) {
      throw violation("id, from and to, reason", ways + " of them", "exactly one way to choose");
    }
    if (id != null) {
      return Selection.one(id, parked);
    }
    if (from != null && to != null) {
      if (!from.topicPartition().equals(to.topicPartition()) || from.compareTo(to) > 0) {
        throw violation("to", "a dead letter", "at or after from, in the same partition");
      }
      return new Selection(from.topic(), null, null, from, to, parked);
    }
    return new Selection(request.topic(), reason, null, null, null, parked);
  }

  /** Who asks for one wants to know why not. */
  private static Outcome one(Outcome outcome) {
    if (outcome.total() == 0) {
      throw new ProblemException(
          Problem.of(HttpStatus.NOT_FOUND, "no-dead-letter", "There is no such dead letter")
              .detail("none of this service's consumers has filed one there"));
    }
    if (outcome.replayed() == 0) {
      throw new ProblemException(
          Problem.of(HttpStatus.CONFLICT, "not-replayed", "This dead letter is not replayed")
              .detail(
                  outcome.alreadyReplayed() > 0
                      ? "it has been replayed already"
                      : outcome.tooLarge() > 0
                          ? "its record was too large to be copied"
                          : "it is parked, having failed again and again; say \"parked\": true"));
    }
    return outcome;
  }

  /** Reading topics takes as long as it takes, and may find nobody there. */
  private static <T> Mono<T> blocking(Callable<T> work) {
    return Mono.fromCallable(work)
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(
            KafkaException.class,
            failure ->
                new ProblemException(
                    failure instanceof ProducerFencedException
                            || failure instanceof InvalidProducerEpochException
                        ? Problem.of(
                                HttpStatus.CONFLICT, "replay-overtaken", "Another replay took over")
                            .detail("what it has not replayed is still waiting; list again")
                        : Problem.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "kafka-away",
                                "Kafka does not answer")
                            .detail(
                                "what has been replayed is on record; the rest may be sent again")
                            .retryAfter(Duration.ofSeconds(5))));
  }

  private static @Nullable Position position(String field, @Nullable String text) {
    return text == null
        ? null
        : orViolation(field, () -> Position.parse(text), "<topic>.dlt/<partition>/<offset>");
  }

  private static @Nullable String reason(@Nullable String text) {
    List<String> codes = Arrays.stream(Trouble.values()).map(Trouble::code).toList();
    if (text != null && !codes.contains(text)) {
      throw violation("reason", "another word", "one of " + codes);
    }
    return text;
  }

  private static FiledLetter.@Nullable State state(@Nullable String text) {
    return text == null
        ? null
        : orViolation(
            "state",
            () -> FiledLetter.State.valueOf(text.toUpperCase(Locale.ROOT)),
            "waiting, replayed, parked or too_large");
  }

  private static <T> T orViolation(String field, Supplier<T> reading, String expected) {
    try {
      return reading.get();
    } catch (IllegalArgumentException misfit) {
      throw violation(field, "something else", expected);
    }
  }

  private static ProblemException violation(String field, String found, String expected) {
    return new ProblemException(Problem.validation(List.of(new Violation(field, found, expected))));
  }
}
