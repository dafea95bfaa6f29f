package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Follows a topic of figures that replace each other by key, and knows their sum. Reads what is
 * committed, so what it has seen is true.
 */
final class Totals implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KafkaConsumer<String, byte[]> consumer;
  private final ToLongFunction<byte[]> figure;
  private final Map<String, Long> figures = new HashMap<>();
  private long sum;
  private long expected;

  Totals(String kafka, String topic, ToLongFunction<byte[]> figure) {
    this.figure = figure;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "fetch.max.wait.ms",
                50,
                "max.poll.records",
                5000),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Waits until the sum is so much more than when this was called before. */
  void awaitMore(long more) {
    expected += more;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (sum < expected) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("found: " + sum + " (expected: " + expected + ")");
      }
      read(Duration.ofMillis(20));
    }
    if (sum > expected) {
      throw new IllegalStateException("counted twice: " + sum + " (expected: " + expected + ")");
    }
  }

  /** The sum at this moment, of all that is committed by now, however long nobody has asked. */
  long now() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(each -> consumer.position(each.getKey()) < each.getValue())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the topic cannot be read to its end");
      }
      read(Duration.ofMillis(20));
    }
    return sum;
  }

  private void read(Duration patience) {
    Map<String, byte[]> latest = new HashMap<>();
    for (ConsumerRecord<String, byte[]> each : consumer.poll(patience)) {
      latest.put(each.key(), each.value());
    }
    latest.forEach(
        (key, value) -> {
          long now = value == null ? 0 : figure.applyAsLong(value);
          Long before = figures.put(key, now);
          sum += now - (before == null ? 0 : before);
        });
  }

  /** A count in the JSON of a cell, without parsing the rest of it; 0 if it is not there. */
  static long count(String json, String code) {
    int at = json.indexOf('"' + code + "\":");
    if (at < 0) {
      return 0;
    }
    int start = at + code.length() + 3;
    int end = start;
    while (Character.isDigit(json.charAt(end))) {
      end++;
    }
    return Long.parseLong(json.substring(start, end));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
