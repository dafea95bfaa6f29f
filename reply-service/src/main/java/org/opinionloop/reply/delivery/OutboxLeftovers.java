package org.opinionloop.reply.delivery;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes letters that stayed half written in the outbox because a process was killed: they name
 * people, also those who have withdrawn since, and nobody sends or prints them. Looks at the start
 * and each hour, on a thread of its own: a folder that hangs holds up nothing, and what was killed
 * a moment before the start is found later. What cannot be deleted stays until the next time.
 */
final class OutboxLeftovers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxLeftovers.class);

  /** Another instance may be writing what is younger. */
  private static final Duration AGE = Duration.ofHours(1);

  private final Path folder;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread cleaning = new Thread(task, "outbox-leftovers");
            cleaning.setDaemon(true);
            return cleaning;
          });

  OutboxLeftovers(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(this::delete, 0, AGE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  void delete() {
    Instant latest = clock.instant().minus(AGE);
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(folder, ".*" + OutboxRoute.UNFINISHED)) {
      for (Path part : parts) {
        delete(part, latest);
      }
    } catch (NoSuchFileException none) {
      // The folder comes with the first letter.
    } catch (IOException | DirectoryIteratorException unreadable) {
      LOG.warn(
          "the outbox cannot be searched for letters half written: {}",
          unreadable.getClass().getSimpleName());
    }
  }

  private static void delete(Path part, Instant latest) {
    try {
      if (Files.getLastModifiedTime(part, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(latest)) {
        Files.deleteIfExists(part);
      }
    } catch (NoSuchFileException gone) {
      // It was finished meanwhile, or another instance has deleted it.
    } catch (IOException kept) {
      LOG.warn("a letter half written stays in the outbox: {}", kept.getClass().getSimpleName());
    }
  }
}
