package org.opinionloop.reporting.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.reporting.stream.LoopStreams;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Who asks while partitions move is answered once they have settled, or told to come again. */
class SettledTest {

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void aQuestionIsAnsweredAtOnceIfNothingMoves() {
    StepVerifier.withVirtualTime(() -> Settled.answer(movingFor(0)))
        .expectSubscription()
        .expectNext("answer")
        .verifyComplete();
    assertThat(asked).hasValue(1);
  }

  @Test
  void aQuestionIsPutAgainUntilPartitionsHaveSettled() {
    StepVerifier.withVirtualTime(() -> Settled.answer(movingFor(20)))
        .expectSubscription()
        .expectNoEvent(Settled.PAUSE.multipliedBy(20))
        .expectNext("answer")
        .verifyComplete();
    assertThat(asked).hasValue(21);
  }

  @Test
  void whoWaitedForAsLongAsIsReasonableIsToldToComeAgain() {
    StepVerifier.withVirtualTime(() -> Settled.answer(movingFor(Integer.MAX_VALUE)))
        .expectSubscription()
        .expectNoEvent(Settled.PATIENCE)
        .verifyErrorSatisfies(
            error -> {
              assertThat(error).isInstanceOf(ProblemException.class);
              var problem = ((ProblemException) error).problem();
              assertThat(problem.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE.value());
              assertThat(problem.retryAfterSeconds()).isPositive();
            });
  }

  @Test
  void anotherFaultIsNotTriedAgain() {
    StepVerifier.withVirtualTime(
            () ->
                Settled.answer(
                    Mono.fromCallable(
                        () -> {
                          asked.incrementAndGet();
                          throw new IllegalStateException("a bug");
                        })))
        .verifyErrorMessage("a bug");
    assertThat(asked).hasValue(1);
  }

  private Mono<String> movingFor(int questions) {
    return Mono.fromCallable(
        () -> {
          if (asked.incrementAndGet() <= questions) {
            throw new LoopStreams.NotReady("partitions are moving");
          }
          return "answer";
        });
  }
}
