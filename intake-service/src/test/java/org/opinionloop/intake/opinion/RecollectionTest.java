package org.opinionloop.intake.opinion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.intake.publish.RecentKeys;
import org.opinionloop.intake.publish.Unacknowledged;

class RecollectionTest {

  static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  static final OpinionId BEFORE = OpinionId.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  static final OpinionId TAKEN = OpinionId.of(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  static final OpinionId NOT_TAKEN = OpinionId.of(new byte[] {3, 0, 0, 0, 0, 0, 0, 0, 0, 0});

  Log log = new Log();
  Remembered remembered = new Remembered(10);
  Recollection recollection = new Recollection(log, remembered, 10);

  @AfterEach
  void close() {
    recollection.close();
  }

  @Test
  void whatTheLogHoldsIsARepeatAsSoonAsTheLogCanBeRead() {
    log.records.put(NOW, BEFORE.value());
    log.away.set(true);

    recollection.start();

    assertThat(once(BEFORE)).isCompletedExceptionally();
    log.away.set(false);
    await().until(remembered::isRecalled);
    assertThat(once(BEFORE)).isCompletedWithValue(new Receipt(BEFORE, true));
  }

  @Test
  void doubtsAreSettledByTheLogAsSoonAsItCanBeRead() {
    recollection.start();
    await().until(remembered::isRecalled);
    log.records.put(NOW.plusMillis(3), "another's");
    log.records.put(NOW.plusMillis(5), TAKEN.value());
    log.away.set(true);

    loseAcknowledgement(TAKEN);
    loseAcknowledgement(NOT_TAKEN);

    assertThat(once(TAKEN)).isCompletedExceptionally();
    assertThat(once(NOT_TAKEN)).isCompletedExceptionally();
    log.away.set(false);
    await().until(() -> !once(TAKEN).isCompletedExceptionally());
    await().until(() -> !once(NOT_TAKEN).isCompletedExceptionally());
    assertThat(once(TAKEN)).isCompletedWithValue(new Receipt(TAKEN, true));
    assertThat(log.records).doesNotContainValue(NOT_TAKEN.value());
  }

  @Test
  void aLogWithNothingNewSettlesADoubtAsWell() {
    recollection.start();
    await().until(remembered::isRecalled);

    loseAcknowledgement(NOT_TAKEN);

    await().until(() -> !once(NOT_TAKEN).isDone());
  }

  private CompletableFuture<Receipt> once(OpinionId id) {
    return remembered.once(id, CompletableFuture::new);
  }

  private void loseAcknowledgement(OpinionId id) {
    CompletableFuture<Void> end =
        CompletableFuture.failedFuture(new IllegalStateException("timed out"));
    remembered.once(id, () -> CompletableFuture.failedFuture(new Unacknowledged(NOW, end)));
  }

  /** Keys by their time. */
  private static final class Log implements RecentKeys {

    final Map<Instant, String> records = new ConcurrentSkipListMap<>();
    final AtomicBoolean away = new AtomicBoolean();

    @Override
    public void read(String topic, int atMost, Consumer<String> keys) {
      readSince(topic, Instant.EPOCH, keys);
    }

    @Override
    public void readSince(String topic, Instant since, Consumer<String> keys) {
      if (away.get()) {
        throw new IllegalStateException("away");
      }
      records.forEach(
          (time, key) -> {
            if (!time.isBefore(since)) {
              keys.accept(key);
            }
          });
    }
  }
}
