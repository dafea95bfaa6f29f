package org.opinionloop.intake.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.intake.publish.Unacknowledged;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;

class RememberedTest {

  static final OpinionId ID = OpinionId.of(new byte[10]);

  Remembered remembered = new Remembered(1_000);
  AtomicInteger published = new AtomicInteger();
  CompletableFuture<Void> end = new CompletableFuture<>();

  @BeforeEach
  void recall() {
    remembered.recalled();
  }

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

  @Test
  void nothingIsTakenBeforeItIsKnownWhatWasTakenBefore() {
    Remembered young = new Remembered(1_000);

    assertThat(problem(young.once(ID, () -> publish(end))).retryAfterSeconds()).isOne();
    assertThat(published).hasValue(0);
    young.recalled();
    assertThat(young.once(ID, () -> publish(end))).isNotDone();
  }

  @Test
  void whoRemembersNothingTakesEverythingAtOnce() {
    Remembered nothing = new Remembered(0);
    CompletableFuture<Void> lost =
        CompletableFuture.failedFuture(new Unacknowledged(Instant.EPOCH, end));

    assertThat(nothing.once(ID, () -> publish(end))).isNotDone();
    assertThat(nothing.once(ID, () -> publish(lost))).isCompletedExceptionally();
    assertThat(nothing.once(ID, () -> publish(end))).isNotDone();
    assertThat(published).hasValue(3);
  }

  @Test
  void whatTheProducerBringsHomeAfterAllIsARepeat() {
    failUnacknowledged();

    assertThat(problem(again()).status()).isEqualTo(503);
    end.complete(null);
    assertThat(again()).isCompletedWithValue(new Receipt(ID, true));
    assertThat(published).hasValue(1);
  }

  @Test
  void whatMayBeInTheLogIsNotPublishedAgainBeforeTheLogHasBeenAsked() throws Exception {
    Remembered.Doubt doubt = doubt();

    assertThat(doubt.id()).isEqualTo(ID);
    assertThat(doubt.since()).isEqualTo(Instant.EPOCH);
    assertThat(problem(again()).status()).isEqualTo(503);
    remembered.resolve(doubt);
    assertThat(again()).isCompletedWithValue(new Receipt(ID, false));
    assertThat(published).hasValue(2);
  }

  @Test
  void whatIsFoundInTheLogIsARepeat() throws Exception {
    Remembered.Doubt doubt = doubt();

    remembered.remember(ID);
    remembered.resolve(doubt);
    assertThat(again()).isCompletedWithValue(new Receipt(ID, true));
    assertThat(published).hasValue(1);
  }

  @Test
  void whatIsOnItsWayIsNotTakenForThereBecauseAnEarlierOneWas() {
    CompletableFuture<Receipt> waiting = remembered.once(ID, () -> publish(end));

    remembered.remember(ID);
    assertThat(again()).isNotDone();
    end.complete(null);
    assertThat(waiting).isCompletedWithValue(new Receipt(ID, false));
  }

  @Test
  void remembersTheLatestWhicheverWayItHeardOfThemAndForgetsTheOldest() {
    List<OpinionId> ids = ids(5_000);
    Random random = new Random(20_261_130);
    for (OpinionId id : ids) {
      if (random.nextBoolean()) {
        remembered.remember(id);
      } else {
        assertThat(again(id)).isCompletedWithValue(new Receipt(id, false));
      }
      remembered.remember(id);
    }

    assertThat(ids.subList(4_000, 5_000)).allMatch(this::isRepeat);
    assertThat(ids.subList(0, 4_000)).noneMatch(this::isRepeat);
  }

  @Test
  void whatIsOnItsWayOrInDoubtIsNotForgottenHoweverManyComeAfterIt() {
    OpinionId onItsWay = ids(5_001).get(5_000);
    CompletableFuture<Void> log = new CompletableFuture<>();
    var waiting = remembered.once(onItsWay, () -> publish(log));
    failUnacknowledged();

    ids(5_000).subList(1, 5_000).forEach(remembered::remember);

    assertThat(again(onItsWay)).isNotDone();
    assertThat(problem(again()).status()).isEqualTo(503);
    log.complete(null);
    assertThat(waiting).isCompletedWithValue(new Receipt(onItsWay, false));
    assertThat(isRepeat(onItsWay)).isTrue();
  }

  @Test
  void whatFailedOnceIsForgottenNoSoonerThanTheOthers() {
    for (int i = 0; i < 2_000; i++) {
      var unused = remembered.once(ID, () -> CompletableFuture.failedFuture(new IOException()));
    }
    List<OpinionId> ids = ids(1_000);

    ids.forEach(this::again);

    assertThat(ids).allMatch(this::isRepeat);
  }

  @Test
  void manyAtOnceTakeNoMorePlacesThanThereAre() {
    List<OpinionId> ids = ids(51_000);

    ids.subList(0, 50_000).parallelStream().forEach(this::again);
    ids.subList(50_000, 51_000).forEach(remembered::remember);

    assertThat(ids.subList(50_000, 51_000)).allMatch(this::isRepeat);
    assertThat(ids.subList(0, 50_000)).noneMatch(this::isRepeat);
  }

  private boolean isRepeat(OpinionId id) {
    return again(id).join().repeated();
  }

  private static List<OpinionId> ids(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> OpinionId.of(ByteBuffer.allocate(10).putInt(i).array()))
        .toList();
  }

  /** Published, and never heard of again. */
  private Remembered.Doubt doubt() throws InterruptedException {
    failUnacknowledged();
    end.completeExceptionally(new IllegalStateException());
    return remembered.doubts().get(0);
  }

  private void failUnacknowledged() {
    assertThat(
            remembered.once(
                ID,
                () ->
                    publish(
                        CompletableFuture.failedFuture(new Unacknowledged(Instant.EPOCH, end)))))
        .isCompletedExceptionally();
  }

  private CompletableFuture<Receipt> again() {
    return again(ID);
  }

  private CompletableFuture<Receipt> again(OpinionId id) {
    return remembered.once(id, () -> publish(CompletableFuture.completedFuture(null)));
  }

  private static Problem problem(CompletableFuture<Receipt> refused) {
    try {
      throw new AssertionError("taken: " + refused.join());
    } catch (CompletionException failed) {
      return ((ProblemException) failed.getCause()).problem();
    }
  }

  private CompletableFuture<Void> publish(CompletableFuture<Void> log) {
    published.incrementAndGet();
    return log;
  }
}
