package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.Topics;

/**
 * How far the loop is behind: the opinions that were taken in, less those whose acknowledgement is
 * counted in a cell. Looks at the figures themselves rather than at offsets, so what is counted is
 * there, once. It is not without work before they are grouped as well, which comes last of all.
 */
final class Backlog implements AutoCloseable {

  private static final Duration GLANCE = Duration.ofMillis(25);
  private static final String REPORTING = "reporting-service";

  private final List<TopicPartition> received;
  private final Totals counted;
  private final Readers readers;

  Backlog(Lab lab) {
    this.received = partitions(lab.admin());
    this.readers = new Readers(lab.admin());
    this.counted =
        new Totals(
            lab.kafka(),
            Topics.METRICS,
            cell ->
                Totals.count(
                        new String(cell, java.nio.charset.StandardCharsets.UTF_8),
                        LoopCount.ACKNOWLEDGED.code())
                    + Totals.count(
                        new String(cell, java.nio.charset.StandardCharsets.UTF_8),
                        LoopCount.SUPPRESSED.code()));
  }

  /** At this moment. */
  long opinions() {
    return taken() - counted.now();
  }

  /** Waits until there is nothing left to do; says whether that came to pass. */
  boolean awaitNone(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (opinions() > 0 || readers.unread(REPORTING) > 0) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Jvm.pause(GLANCE);
    }
    return true;
  }

  /** How many acknowledgements are counted in cells. */
  long counted() {
    return counted.now();
  }

  /** Waits until so many are, and until there is nothing left to do with them. */
  void awaitCounted(long expected, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (counted() < expected || readers.unread(REPORTING) > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "counted: "
                + counted()
                + " (expected: "
                + expected
                + "), to be read: "
                + readers.unread(REPORTING));
      }
      Jvm.pause(GLANCE);
    }
  }

  /** Intake writes each once and without transactions: as many offsets as opinions. */
  private long taken() {
    return readers.ends(received);
  }

  private static List<TopicPartition> partitions(Admin admin) {
    try {
      Map<String, TopicDescription> found =
          admin.describeTopics(List.of(Topics.OPINIONS_RECEIVED)).allTopicNames().get();
      return found.values().stream()
          .flatMap(
              topic ->
                  topic.partitions().stream()
                      .map(each -> new TopicPartition(topic.name(), each.partition())))
          .toList();
    } catch (ExecutionException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    counted.close();
  }
}
