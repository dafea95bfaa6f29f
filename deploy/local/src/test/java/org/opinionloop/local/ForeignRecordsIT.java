package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.Topics;

/**
 * Anybody who may write to the topics may write nonsense. It goes to the dead letters, with its
 * origin and a reason beside it and unchanged itself, and what comes behind it goes its way.
 */
class ForeignRecordsIT {

  /** The topics that a service reads; nobody in this house reads the two that reporting writes. */
  private static final List<String> READ =
      Topics.ALL.stream().filter(topic -> !topic.startsWith("feedback-loop.")).toList();

  @TempDir Path data;

  private final Ports ports = RunningLoop.freePorts();

  /** Where a record is. */
  private record Place(String topic, int partition, long offset) {}

  @Test
  void goToTheDeadLettersWithAReasonAndStopNothing() throws Exception {
    try (RunningLoop loop = RunningLoop.start(data, ports).awaitReady()) {
      Set<Place> planted = plant();

      for (String topic : READ) {
        Set<Place> expected = new HashSet<>(planted);
        expected.removeIf(place -> !place.topic().equals(topic));
        await()
            .alias("dead letters of " + topic)
            .atMost(Duration.ofSeconds(120))
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(() -> assertThat(origins(topic)).isEqualTo(expected));
      }

      Doors doors = new Doors(ports);
      String id = doors.handIn("公园的长椅坏了两张，请来修一修。");
      doors.awaitAcknowledged(id);
      Doors.awaitLetter(data.resolve("outbox"), id);
      assertThat(loop.terminate()).isZero();
    }
  }

  /** Every kind of nonsense, on every topic, in every partition. */
  private Set<Place> plant() throws ExecutionException, InterruptedException {
    Set<Place> planted = new HashSet<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + ports.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String topic : READ) {
        int partition = 0;
        for (ProducerRecord<byte[], byte[]> record : nonsense(topic)) {
          RecordMetadata at =
              producer
                  .send(new ProducerRecord<>(topic, partition++ % 6, record.key(), record.value()))
                  .get();
          planted.add(new Place(topic, at.partition(), at.offset()));
        }
      }
    }
    return planted;
  }

  private static List<ProducerRecord<byte[], byte[]>> nonsense(String topic) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(record(topic, "key", "no JSON"));
    records.add(record(topic, "key", "{\"opinionId\": \"4F7K-9QX2\""));
    records.add(record(topic, "key", "[]"));
    records.add(record(topic, "key", "null"));
    records.add(record(topic, "key", "{}"));
    records.add(record(topic, "key", ""));
    records.add(record(topic, null, "{\"opinionId\":\"nobody\"}"));
    records.add(new ProducerRecord<>(topic, new byte[] {(byte) 0xFF, 0, 1}, new byte[] {-1, -2}));
    records.add(new ProducerRecord<>(topic, null, bytes("{\"text\":17}")));
    records.add(new ProducerRecord<>(topic, bytes("tombstone"), null));
    records.add(record(topic, "key", "{" + "\"a\":[".repeat(500)));
    return records;
  }

  private Set<Place> origins(String topic) {
    Set<Place> origins = new HashSet<>();
    for (ConsumerRecord<String, byte[]> record :
        new TopicReader(ports).read(Topics.deadLetters(topic))) {
      assertThat(header(record, "dlt-reason")).isEqualTo("malformed");
      assertThat(header(record, "dlt-cause")).isNotBlank();
      assertThat(header(record, "dlt-consumer")).endsWith("-service");
      origins.add(
          new Place(
              header(record, "dlt-topic"),
              Integer.parseInt(header(record, "dlt-partition")),
              Long.parseLong(header(record, "dlt-offset"))));
    }
    return origins;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
    return new ProducerRecord<>(topic, key == null ? null : bytes(key), bytes(value));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    assertThat(header).as(name).isNotNull();
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
