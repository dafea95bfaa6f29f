package org.opinionloop.intake.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows at any moment whether the cluster is there and has our topics, so that a request can be
 * refused at once rather than after a time-out. Asks regularly, on a thread of its own. A cluster
 * that has hung up is given little time to answer, one that still holds the line has more, and a
 * record acknowledged meanwhile counts as an answer: a busy cluster is not taken for an absent one.
 * Also has the producer fetch its metadata, which {@code send} would otherwise wait for.
 */
final class ClusterWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
  private static final Duration HUNG_UP = Duration.ofMillis(500);

  private final Admin admin;
  private final Producer<?, ?> producer;
  private final List<String> topics;
  private final Duration timeout;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread watch = new Thread(task, "cluster-watch");
            watch.setDaemon(true);
            return watch;
          });

  private volatile Runnable onAway = () -> {};
  private volatile boolean reachable;
  private volatile long lastAcknowledged = System.nanoTime() - Duration.ofDays(1).toNanos();
  private boolean metadataFetched;
  private boolean said;

  ClusterWatch(
      Admin admin,
      Producer<?, ?> producer,
      List<String> topics,
      Duration interval,
      Duration timeout) {
    this.admin = admin;
    this.producer = producer;
    this.topics = List.copyOf(topics);
    this.timeout = timeout;
    var unused =
        thread.scheduleWithFixedDelay(this::probe, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean reachable() {
    return reachable;
  }

  /** What to do when the cluster has been there and is no more. */
  void onAway(Runnable action) {
    onAway = action;
  }

  void acknowledged() {
    lastAcknowledged = System.nanoTime();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void probe() {
    try {
      askForTopics();
      fetchMetadata();
      turn(true, "the cluster is there");
    } catch (ExecutionException | KafkaException refused) {
      Throwable cause = refused.getCause() == null ? refused : refused.getCause();
      if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
        silence();
      } else if (cause instanceof UnknownTopicOrPartitionException) {
        turn(false, "one of the topics " + topics + " does not exist");
      } else {
        turn(false, "the cluster does not answer: " + cause.getClass().getSimpleName());
      }
    } catch (TimeoutException silence) {
      silence();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void silence() {
    boolean heard = System.nanoTime() - lastAcknowledged < timeout.toNanos();
    turn(metadataFetched && heard && connected(), "the cluster does not answer");
  }

  private void askForTopics() throws ExecutionException, TimeoutException, InterruptedException {
    int millis = Math.toIntExact((connected() ? timeout : HUNG_UP).toMillis());
    admin
        .describeTopics(topics, new DescribeTopicsOptions().timeoutMs(millis))
        .allTopicNames()
        .get(millis + 100L, TimeUnit.MILLISECONDS);
  }

  /** The producer forgets a topic's metadata only when the cluster says that it is gone. */
  private void fetchMetadata() throws InterruptedException, TimeoutException {
    if (metadataFetched) {
      return;
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    for (String topic : topics) {
      while (!known(topic)) {
        if (System.nanoTime() > deadline) {
          throw new TimeoutException();
        }
        Thread.sleep(5); // partitionsFor returns at once and the answer comes in the background
      }
    }
    metadataFetched = true;
  }

  private boolean known(String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (org.apache.kafka.common.errors.TimeoutException notYet) {
      return false;
    }
  }

  private boolean connected() {
    return producer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("connection-count"))
        .anyMatch(metric -> metric.metricValue() instanceof Double count && count > 0);
  }

  private void turn(boolean now, String why) {
    if (now != reachable || (!now && !said)) {
      LOG.atLevel(now ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.WARN)
          .log("{}: {}", now ? "events are taken" : "events are refused", why);
    }
    said = true;
    boolean before = reachable;
    reachable = now;
    if (before && !now) {
      onAway.run();
    }
  }
}
