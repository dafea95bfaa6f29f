package org.opinionloop.reporting.query;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.reporting.stream.LoopStreams;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Partitions move for a moment whenever an instance comes or goes, or was not heard of in time. Who
 * asks meanwhile need not know: the question is put again until they have settled, on no thread of
 * its own. Only if that takes longer than {@link #PATIENCE} is the answer 503, try again; an answer
 * that another instance owes is waited for as long as {@link PeerSettings} say, beyond that.
 */
final class Settled {

  /** After so long the question is not put again: browsers and gateways wait longer. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  static final Duration PAUSE = Duration.ofMillis(100);

  private Settled() {}

  /**
   * The answer as soon as there is one.
   *
   * @param answer is asked for anew each time; fails with {@link LoopStreams.NotReady} meanwhile
   */
  static <T> Mono<T> answer(Mono<T> answer) {
    return Mono.defer(
            () -> {
              long started = now();
              return answer.retryWhen(
                  Retry.from(
                      failures ->
                          failures.concatMap(
                              each ->
                                  each.failure() instanceof LoopStreams.NotReady
                                          && now() - started < PATIENCE.toMillis()
                                      ? Mono.delay(PAUSE)
                                      : Mono.error(each.failure()))));
            })
        .onErrorMap(LoopStreams.NotReady.class, Settled::problem);
  }

  /** In the time of the scheduler that also counts the pauses. */
  private static long now() {
    return Schedulers.parallel().now(TimeUnit.MILLISECONDS);
  }

  private static ProblemException problem(LoopStreams.NotReady moving) {
    return new ProblemException(
        Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "not-ready",
                "The figures are being brought up to date")
            .detail(String.valueOf(moving.getMessage()))
            .retryAfter(Duration.ofSeconds(2)));
  }
}
