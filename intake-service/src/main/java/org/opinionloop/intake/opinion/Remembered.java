package org.opinionloop.intake.opinion;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.intake.publish.Unacknowledged;
import org.opinionloop.intake.request.Unavailable;
import org.opinionloop.kit.problem.ProblemException;

/**
 * Remembers which opinions were published lately, so that one that is handed in again is answered
 * with 200 rather than published again, and so that several at the same moment are published once.
 * One that may or may not be in the log is not published again before the log has been asked. A
 * courtesy and a saving, not the guarantee: its memory is bounded and its own. What it has
 * forgotten, or another instance has taken, is published again under the same id, and everyone
 * downstream counts the first only. Thread-safe.
 */
final class Remembered {

  private static final Duration SOON = Duration.ofSeconds(1);

  /** On their way to the log, or in doubt; what is in neither this nor the other is new. */
  private final Map<OpinionId, CompletableFuture<Void>> underway = new ConcurrentHashMap<>();

  private final @Nullable LatestIds published;
  private final BlockingQueue<Doubt> doubts = new LinkedBlockingQueue<>();
  private volatile boolean recalled;

  /**
   * An opinion of which only the log can tell whether it is there.
   *
   * @param since if it is, it bears this time or a later one
   * @param refusal what is said about it meanwhile
   */
  record Doubt(OpinionId id, Instant since, CompletableFuture<Void> refusal) {}

  /**
   * Remembers nothing yet, and takes nothing before {@link #recalled}.
   *
   * @param atMost so many, the latest, and besides them those that are on their way or in doubt;
   *     with none it takes everything, always
   */
  Remembered(int atMost) {
    this.published = atMost == 0 ? null : new LatestIds(atMost);
    this.recalled = atMost == 0;
  }

  /**
   * Publishes it, unless that has been done or is being done; the receipt comes when it is in the
   * log. If publishing fails, all who wait are told, and the next one tries again. While it is not
   * known whether it is in the log, the future ends in a {@link ProblemException} of status 503.
   */
  CompletableFuture<Receipt> once(OpinionId id, Supplier<CompletableFuture<Void>> publish) {
    if (!recalled) {
      return refusal("the service has just started and reads what it took before");
    }
    LatestIds inLog = published;
    if (inLog == null) {
      return attempt(publish).thenApply(done -> new Receipt(id, false));
    }
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> earlier = underway.putIfAbsent(id, mine);
    if (earlier != null) {
      return earlier.thenApply(done -> new Receipt(id, true));
    }
    // Asked after the other, as whatever arrives is here before it is there no more.
    if (inLog.contains(id)) {
      arrived(id, mine);
      return CompletableFuture.completedFuture(new Receipt(id, true));
    }
    return attempt(publish)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                inLog.add(id);
                arrived(id, mine);
              } else {
                failed(id, mine, failure);
                mine.completeExceptionally(failure);
              }
            })
        .thenApply(done -> new Receipt(id, false));
  }

  private void arrived(OpinionId id, CompletableFuture<Void> mine) {
    underway.remove(id, mine);
    mine.complete(null);
  }

  /** It is in the log already. */
  void remember(OpinionId id) {
    if (published != null) {
      published.add(id);
      underway.computeIfPresent(
          id, (same, known) -> known.isCompletedExceptionally() ? null : known);
    }
  }

  /** All that is in the log from before has been remembered. */
  void recalled() {
    recalled = true;
  }

  boolean isRecalled() {
    return recalled;
  }

  /** The opinions to look for in the log; waits for the first. */
  List<Doubt> doubts() throws InterruptedException {
    List<Doubt> found = new ArrayList<>();
    found.add(doubts.take());
    doubts.drainTo(found);
    return found;
  }

  /** The log was read to its end after the doubt came up; what was not remembered is not there. */
  void resolve(Doubt doubt) {
    underway.remove(doubt.id(), doubt.refusal());
  }

  private void failed(OpinionId id, CompletableFuture<Void> mine, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof Unacknowledged unknown)) {
      underway.remove(id, mine);
      return;
    }
    CompletableFuture<Void> refusal =
        refusal("it is not known yet whether it was taken when it was sent before");
    if (underway.replace(id, mine, refusal)) {
      var unused =
          unknown
              .end()
              .whenComplete(
                  (done, lost) -> {
                    if (lost == null) {
                      remember(id);
                    } else {
                      doubts.add(new Doubt(id, unknown.handedOver(), refusal));
                    }
                  });
    }
  }

  private static <T> CompletableFuture<T> refusal(String why) {
    return CompletableFuture.failedFuture(
        new ProblemException(Unavailable.because(why + "; please send it again", SOON)));
  }

  private static CompletableFuture<Void> attempt(Supplier<CompletableFuture<Void>> publish) {
    try {
      return publish.get();
    } catch (RuntimeException fault) { // or those who wait would wait for ever
      return CompletableFuture.failedFuture(fault);
    }
  }
}
