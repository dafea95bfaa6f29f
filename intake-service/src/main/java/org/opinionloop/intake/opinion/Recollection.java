package org.opinionloop.intake.opinion;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.Topics;
import org.opinionloop.intake.publish.RecentKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the log what the memory cannot know: once after the start what was taken before, until when
 * the service is not ready; and from then on whether what was never acknowledged is there. Tries
 * until it can.
 */
final class Recollection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Recollection.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** By so much the log's clock may be behind ours. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final RecentKeys recent;
  private final Remembered remembered;
  private final int atMost;
  private final Thread thread = new Thread(this::run, "recollection");

  Recollection(RecentKeys recent, Remembered remembered, int atMost) {
    this.recent = recent;
    this.remembered = remembered;
    this.atMost = atMost;
    thread.setDaemon(true);
  }

  void start() {
    if (atMost > 0) {
      thread.start();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      untilItCan(() -> recent.read(Topics.OPINIONS_RECEIVED, atMost, this::remember));
      remembered.recalled();
      while (true) {
        settle(remembered.doubts());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(List<Remembered.Doubt> doubts) throws InterruptedException {
    // A log that is back may answer us before it takes what an earlier connection still holds.
    untilItCan(() -> recent.readSince(Topics.OPINIONS_RECEIVED, Instant.now(), key -> {}));
    Thread.sleep(PAUSE.toMillis());
    Instant since =
        doubts.stream().map(Remembered.Doubt::since).min(Instant::compareTo).orElseThrow();
    untilItCan(() -> recent.readSince(Topics.OPINIONS_RECEIVED, since.minus(SKEW), this::remember));
    doubts.forEach(remembered::resolve);
  }

  private void untilItCan(Runnable reading) throws InterruptedException {
    while (true) {
      try {
        reading.run();
        return;
      } catch (RuntimeException away) {
        LOG.debug("recent opinions cannot be read yet: {}", away.getClass().getSimpleName());
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private void remember(String key) {
    try {
      remembered.remember(OpinionId.parse(key));
    } catch (IllegalArgumentException foreign) {
      LOG.debug("a record of another's in {}", Topics.OPINIONS_RECEIVED);
    }
  }
}
