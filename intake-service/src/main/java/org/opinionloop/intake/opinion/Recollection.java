package org.opinionloop.intake.opinion;

import java.time.Duration;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.Topics;
import org.opinionloop.intake.publish.RecentKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the memory once after the start, from the end of the topic; until then the service is not
 * ready, but takes opinions. Tries until it can.
 */
final class Recollection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Recollection.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final RecentKeys recent;
  private final Remembered remembered;
  private final int atMost;
  private final Thread thread = new Thread(this::run, "recollection");
  private volatile boolean complete;

  Recollection(RecentKeys recent, Remembered remembered, int atMost) {
    this.recent = recent;
    this.remembered = remembered;
    this.atMost = atMost;
    this.complete = atMost == 0;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean complete() {
    return complete;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    while (!complete && !Thread.currentThread().isInterrupted()) {
      try {
        recent.read(Topics.OPINIONS_RECEIVED, atMost, this::remember);
        complete = true;
      } catch (RuntimeException away) {
        LOG.debug("recent opinions cannot be read yet: {}", away.getClass().getSimpleName());
        pause();
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

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }
}
