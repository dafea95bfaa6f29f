package org.opinionloop.intake.opinion;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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

  private static final CompletableFuture<Void> PUBLISHED = CompletableFuture.completedFuture(null);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Map<OpinionId, CompletableFuture<Void>> recent = new ConcurrentHashMap<>();

  /**
   * Of the recent ones those that are in the log, oldest first; the others may not be forgotten.
   */
  private final Queue<OpinionId> published = new ConcurrentLinkedQueue<>();

  private final AtomicLong size = new AtomicLong();
  private final long atMost;
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
  Remembered(long atMost) {
    this.atMost = atMost;
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
    if (atMost == 0) {
      return attempt(publish).thenApply(done -> new Receipt(id, false));
    }
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> earlier = recent.putIfAbsent(id, mine);
    if (earlier != null) {
      return earlier.thenApply(done -> new Receipt(id, true));
    }
    return attempt(publish)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                mine.complete(null); // and stays, to say so to the next one
                keep(id);
              } else {
                failed(id, mine, failure);
                mine.completeExceptionally(failure);
              }
            })
        .thenApply(done -> new Receipt(id, false));
  }

  /** It is in the log already. */
  void remember(OpinionId id) {
    CompletableFuture<Void> known = recent.putIfAbsent(id, PUBLISHED);
    boolean refused = known != null && known.isCompletedExceptionally();
    if (known == null || (refused && recent.replace(id, known, PUBLISHED))) {
      keep(id);
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
    recent.remove(doubt.id(), doubt.refusal());
  }

  /** Forgets the oldest instead, if there are too many. */
  private void keep(OpinionId id) {
    published.add(id);
    if (size.incrementAndGet() > atMost) {
      OpinionId oldest = published.remove();
      size.decrementAndGet();
      recent.remove(oldest);
    }
  }

  private void failed(OpinionId id, CompletableFuture<Void> mine, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof Unacknowledged unknown)) {
      recent.remove(id, mine);
      return;
    }
    CompletableFuture<Void> refusal =
        refusal("it is not known yet whether it was taken when it was sent before");
    if (recent.replace(id, mine, refusal)) {
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
