package org.opinionloop.intake.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.OpinionId;

class RememberedTest {

  static final OpinionId ID = OpinionId.of(new byte[10]);

  Remembered remembered = new Remembered(1_000);
  AtomicInteger published = new AtomicInteger();

  @Test
  void publishesOnceForAllWhoComeMeanwhile() {
    CompletableFuture<Void> log = new CompletableFuture<>();

    CompletableFuture<Receipt> first = remembered.once(ID, () -> publish(log));
    CompletableFuture<Receipt> second = remembered.once(ID, () -> publish(log));

    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    log.complete(null);
    assertThat(first).isCompletedWithValue(new Receipt(ID, false));
    assertThat(second).isCompletedWithValue(new Receipt(ID, true));
    assertThat(remembered.once(ID, () -> publish(log))).isCompletedWithValue(new Receipt(ID, true));
    assertThat(published).hasValue(1);
  }

  @Test
  void whatFailedIsTriedAgainByTheNext() {
    CompletableFuture<Void> broken = new CompletableFuture<>();
    CompletableFuture<Receipt> first = remembered.once(ID, () -> publish(broken));
    CompletableFuture<Receipt> second = remembered.once(ID, () -> publish(broken));

    broken.completeExceptionally(new IllegalStateException());

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
    assertThat(remembered.once(ID, () -> publish(CompletableFuture.completedFuture(null))))
        .isCompletedWithValue(new Receipt(ID, false));
    assertThat(published).hasValue(2);
  }

  @Test
  void aFaultInPublishingLeavesNobodyWaiting() {
    assertThat(
            remembered.once(
                ID,
                () -> {
                  throw new IllegalStateException();
                }))
        .isCompletedExceptionally();
    assertThat(remembered.once(ID, () -> publish(CompletableFuture.completedFuture(null))))
        .isCompletedWithValue(new Receipt(ID, false));
  }

  @Test
  void whatIsInTheLogFromBeforeIsARepeat() {
    remembered.remember(ID);

    assertThat(remembered.once(ID, () -> publish(new CompletableFuture<>())))
        .isCompletedWithValue(new Receipt(ID, true));
    assertThat(published).hasValue(0);
  }

  private CompletableFuture<Void> publish(CompletableFuture<Void> log) {
    published.incrementAndGet();
    return log;
  }
}
