package org.opinionloop.bench.speed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;

/**
 * Reads what is committed, each topic on a thread of its own, and takes the time at which it has a
 * record in hand. Every so many opinions come from a district of their own, named after the moment:
 * the cell that such an opinion makes is then known to be its.
 */
final class Watch implements AutoCloseable {

  static final String RECEIVED = "to opinions.received";
  static final String CLASSIFIED = "to opinions.classified";
  static final String LETTERS = "to letters.issued";
  static final String CELLS = "to the metrics cell, received";
  static final String ACKNOWLEDGED = "to the metrics cell, acknowledged";

  private static final int OWN = Requests.OWN_DISTRICT.length();

  private final Set<String> counted = new HashSet<>();
  private final Set<String> acknowledged = new HashSet<>();
  private final Map<String, Times> times = new LinkedHashMap<>();
  private final List<Reader> readers;
  private volatile long from = Long.MAX_VALUE;

  /** Times in milliseconds. */
  static final class Times {

    private double[] values = new double[4096];
    private int size;

    synchronized void add(double millis) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = millis;
    }

    synchronized int count() {
      return size;
    }

    synchronized double quantile(double quantile) {
      double[] sorted = Arrays.copyOf(values, size);
      Arrays.sort(sorted);
      return size == 0 ? Double.NaN : sorted[Math.min(size - 1, (int) (quantile * size))];
    }
  }

  /** What a record tells: the stage and the moment at which its opinion was taken in. */
  private interface Telling {
    void tell(ConsumerRecord<byte[], byte[]> record, long now);
  }

  Watch(String kafka) {
    for (String stage : List.of(RECEIVED, CLASSIFIED, LETTERS, CELLS, ACKNOWLEDGED)) {
      times.put(stage, new Times());
    }
    JsonCodec<OpinionReceived> received = JsonCodec.of(OpinionReceived.class);
    JsonCodec<OpinionClassified> classified = JsonCodec.of(OpinionClassified.class);
    JsonCodec<LetterIssued> issued = JsonCodec.of(LetterIssued.class);
    readers =
        List.of(
            new Reader(
                kafka,
                Topics.OPINIONS_RECEIVED,
                (record, now) -> note(RECEIVED, received.decode(record.value()).recordedAt(), now)),
            new Reader(
                kafka,
                Topics.OPINIONS_CLASSIFIED,
                (record, now) ->
                    note(
                        CLASSIFIED,
                        classified.decode(record.value()).envelope().recordedAt(),
                        now)),
            new Reader(
                kafka,
                Topics.LETTERS_ISSUED,
                (record, now) ->
                    note(LETTERS, issued.decode(record.value()).opinionRecordedAt(), now)),
            new Reader(kafka, Topics.METRICS, this::cell));
  }

  /** From now on opinions count. */
  void begin() {
    from = System.currentTimeMillis();
  }

  /** Opinions taken in from now on do not count; waits for those that were. */
  void end(Duration patience) throws InterruptedException {
    Thread.sleep(patience.toMillis());
    close();
  }

  Map<String, Times> stages() {
    return times;
  }

  Times times(String stage) {
    return times.getOrDefault(stage, new Times());
  }

  private void note(String stage, Instant recordedAt, long now) {
    long at = recordedAt.toEpochMilli();
    if (at >= from) {
      times(stage).add(now - at);
    }
  }

  private void cell(ConsumerRecord<byte[], byte[]> record, long now) {
    if (record.value() == null) {
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    int mark = key.indexOf(Requests.OWN_DISTRICT);
    if (mark < 0) {
      return;
    }
    String district = key.substring(mark);
    long asked = Long.parseLong(district.substring(OWN, OWN + 13));
    String cell = new String(record.value(), StandardCharsets.UTF_8);
    if (Totals.count(cell, "received") == 1 && counted.add(district)) {
      note(CELLS, Instant.ofEpochMilli(asked), now);
    }
    if (Totals.count(cell, "acknowledged") == 1 && acknowledged.add(district)) {
      note(ACKNOWLEDGED, Instant.ofEpochMilli(asked), now);
    }
  }

  @Override
  public void close() {
    readers.forEach(Reader::end);
  }

  private static final class Reader {

    private final Thread thread;
    private volatile boolean ended;

    Reader(String kafka, String topic, Telling telling) {
      KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              Map.of(
                  "bootstrap.servers", kafka,
                  "isolation.level", "read_committed",
                  "auto.offset.reset", "latest"),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList());
      consumer.seekToEnd(consumer.assignment());
      consumer.assignment().forEach(consumer::position);
      thread =
          new Thread(
              () -> {
                try (consumer) {
                  while (!ended) {
                    var records = consumer.poll(Duration.ofMillis(100));
                    long now = System.currentTimeMillis();
                    records.forEach(record -> telling.tell(record, now));
                  }
                }
              },
              "watch-" + topic);
      thread.setDaemon(true);
      thread.start();
    }

    void end() {
      ended = true;
      try {
        thread.join(5000);
      } catch (InterruptedException hurry) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
