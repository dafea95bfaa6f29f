package org.opinionloop.bench.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.opinionloop.bench.loop.Arrival;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.Topics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sees what there is: reads topics from end to end, and asks reporting. */
final class Witness {

  private static final Duration MOVING = Duration.ofMinutes(2);
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final List<String> DIMENSIONS =
      List.of("date", "channel", "theme", "field", "kind", "unit", "district");
  private static final int BEGINNING = 60;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final String bootstrap;
  private final int reporting;

  /**
   * Of one loop.
   *
   * @param reporting its port
   */
  Witness(String bootstrap, int reporting) {
    this.bootstrap = bootstrap;
    this.reporting = reporting;
  }

  /** Everything, as it is now. */
  Evidence evidence(List<Arrival> arrivals) throws IOException, InterruptedException {
    Map<String, Integer> received = new HashMap<>();
    each(Topics.OPINIONS_RECEIVED, record -> count(received, record));
    Map<String, Integer> classified = new HashMap<>();
    each(Topics.OPINIONS_CLASSIFIED, record -> count(classified, record));
    Map<String, List<String>> firstLetters = new HashMap<>();
    Map<String, Integer> letters = new HashMap<>();
    events(
        Topics.LETTERS_ISSUED,
        JsonCodec.of(LetterIssued.class),
        letter -> {
          letters.merge(letter.letterId().value(), 1, Integer::sum);
          if (letter.kind().acknowledges()) {
            firstLetters
                .computeIfAbsent(letter.opinionId().value(), id -> new ArrayList<>(1))
                .add(letter.letterId().value());
          }
        });
    Map<String, List<String>> outcomes = new HashMap<>();
    events(
        Topics.LETTERS_DELIVERED,
        JsonCodec.of(LetterDelivered.class),
        delivered ->
            outcomes
                .computeIfAbsent(delivered.letterId().value(), id -> new ArrayList<>(1))
                .add(delivered.outcome().name()));
    Map<String, Integer> deferred = new HashMap<>();
    each(Topics.LETTERS_DEFERRED, record -> count(deferred, record));
    Map<String, Integer> cases = new HashMap<>();
    each(Topics.CASES, record -> count(cases, record));
    Map<String, Long> figures = new TreeMap<>();
    for (String dimension : DIMENSIONS) {
      figures.put("GET /v1/metrics?by=" + dimension, received(dimension));
    }
    return new Evidence(
        received,
        classified,
        firstLetters,
        letters,
        outcomes,
        deferred.keySet(),
        cases.keySet(),
        totals(),
        figures,
        deadLetters(),
        arrivals);
  }

  /** Whether reporting's status says of this opinion that its first letter is written. */
  boolean isAcknowledged(String opinionId) throws InterruptedException {
    try {
      return get("/v1/opinions/" + opinionId).path("state").stringValue("").equals("ACKNOWLEDGED");
    } catch (IOException notNow) {
      return false;
    }
  }

  /** The counts of all opinions together, by name, as reporting tells them. */
  Map<String, Long> counts() throws IOException, InterruptedException {
    Map<String, Long> counts = new TreeMap<>();
    metrics("channel")
        .at("/total/counts")
        .properties()
        .forEach(count -> counts.put(count.getKey(), count.getValue().longValue()));
    return counts;
  }

  /** How many records a reader of committed ones may count in a topic at most. */
  long size(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer, topic)).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private long received(String dimension) throws IOException, InterruptedException {
    long sum = 0;
    for (JsonNode row : metrics(dimension).path("rows")) {
      sum += row.at("/counts/received").longValue();
    }
    return sum;
  }

  /** Asks again while partitions move, as the answer says. */
  private JsonNode metrics(String dimension) throws IOException, InterruptedException {
    LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
    String path =
        "/v1/metrics?from=" + today.minusDays(2) + "&to=" + today.plusDays(2) + "&by=" + dimension;
    long deadline = System.nanoTime() + MOVING.toNanos();
    while (true) {
      try {
        return get(path);
      } catch (IOException notNow) {
        if (System.nanoTime() > deadline) {
          throw notNow;
        }
        Thread.sleep(500);
      }
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + reporting + path))
            .timeout(Duration.ofSeconds(15))
            .header("Authorization", "Bearer local-analyst-key")
            .build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("reporting answered with status " + response.statusCode());
    }
    return MAPPER.readTree(response.body());
  }

  /** Sums over the last record of each cell, as a compacted topic keeps it. */
  private Map<String, Long> totals() {
    Map<LoopCount, Long> sum = new HashMap<>();
    cells()
        .values()
        .forEach(counts -> counts.forEach((count, n) -> sum.merge(count, n, Long::sum)));
    return Map.of(
        "received", sum.getOrDefault(LoopCount.RECEIVED, 0L),
        "acknowledged and suppressed",
            sum.getOrDefault(LoopCount.ACKNOWLEDGED, 0L)
                + sum.getOrDefault(LoopCount.SUPPRESSED, 0L),
        "open, settled, merged and not accepted",
            sum.getOrDefault(LoopCount.OPEN, 0L)
                + sum.getOrDefault(LoopCount.SETTLED, 0L)
                + sum.getOrDefault(LoopCount.MERGED, 0L)
                + sum.getOrDefault(LoopCount.NOT_ACCEPTED, 0L));
  }

  /** The counts of each cell, by its key. */
  Map<String, Map<LoopCount, Long>> cells() {
    JsonCodec<LoopMetrics> codec = JsonCodec.of(LoopMetrics.class);
    Map<String, Map<LoopCount, Long>> cells = new TreeMap<>();
    each(
        Topics.METRICS,
        record -> {
          if (record.value() == null) {
            cells.remove(text(record.key()));
          } else {
            cells.put(text(record.key()), codec.decode(record.value()).counts());
          }
        });
    return cells;
  }

  private List<Evidence.Reject> deadLetters() {
    List<Evidence.Reject> rejects = new ArrayList<>();
    for (String topic : Topics.ALL) {
      each(
          Topics.deadLetters(topic),
          record -> {
            Header consumer = record.headers().lastHeader("dlt-consumer");
            String value = record.value() == null ? "" : text(record.value());
            rejects.add(
                new Evidence.Reject(
                    topic,
                    consumer == null ? "" : text(consumer.value()),
                    value.substring(0, Math.min(value.length(), BEGINNING))));
          });
    }
    return rejects;
  }

  /** Events; what is none is for the dead letters to tell. */
  private <T> void events(String topic, JsonCodec<T> codec, Consumer<T> consumer) {
    each(
        topic,
        record -> {
          try {
            consumer.accept(codec.decode(record.value()));
          } catch (MalformedEventException foreign) {
            return;
          }
        });
  }

  /** Counts by key; malformed records were planted without one. */
  private static void count(Map<String, Integer> counts, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() != null && record.value() != null) {
      counts.merge(text(record.key()), 1, Integer::sum);
    }
  }

  private void each(String topic, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(visitor);
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
