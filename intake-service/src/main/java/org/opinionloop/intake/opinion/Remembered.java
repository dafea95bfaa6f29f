package org.opinionloop.intake.opinion;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.opinionloop.contracts.OpinionId;

/**
 * Remembers which opinions were published lately, so that one that is handed in again is answered
 * with 200 rather than published again, and so that several at the same moment are published once.
 * A courtesy and a saving, not the guarantee: its memory is bounded and its own. What it has
 * forgotten is published again under the same id, and everyone downstream counts the first only.
 * Thread-safe.
 */
final class Remembered {

  private static final CompletableFuture<Void> PUBLISHED = CompletableFuture.completedFuture(null);

  private final Cache<OpinionId, CompletableFuture<Void>> recent;

  Remembered(long atMost) {
    this.recent = Caffeine.newBuilder().maximumSize(atMost).build();
  }

  /**
   * Publishes it, unless that has been done or is being done; the receipt comes when it is in the
   * log. If publishing fails, all who wait are told, and the next one tries again.
   */
  CompletableFuture<Receipt> once(OpinionId id, Supplier<CompletableFuture<Void>> publish) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> earlier = recent.asMap().putIfAbsent(id, mine);
    if (earlier != null) {
      return earlier.thenApply(done -> new Receipt(id, true));
    }
    return attempt(publish)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                mine.complete(null); // and stays, to say so to the next one
              } else {
                recent.asMap().remove(id, mine);
                mine.completeExceptionally(failure);
              }
            })
        .thenApply(done -> new Receipt(id, false));
  }

  /** It is in the log already. */
  void remember(OpinionId id) {
    recent.asMap().putIfAbsent(id, PUBLISHED);
  }

  private static CompletableFuture<Void> attempt(Supplier<CompletableFuture<Void>> publish) {
    try {
      return publish.get();
    } catch (RuntimeException fault) { // or those who wait would wait for ever
      return CompletableFuture.failedFuture(fault);
    }
  }
}
