package org.opinionloop.intake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opinionloop.kit.testing.TestBroker;
import org.opinionloop.kit.testing.TestTopics;

class KafkaTailIT {

  static final String TOPIC = "tail";
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  TestBroker broker = TestBroker.embedded();
  TestTopics topics = broker.topics(TOPIC);
  KafkaTail tail = new KafkaTail(Map.of("bootstrap.servers", broker.bootstrapServers()));

  @BeforeEach
  void fill() {
    for (int minute = 0; minute < 10; minute++) {
      write(0, minute);
      write(1, 100 + minute);
    }
    write(2, 0);
  }

  @AfterEach
  void close() {
    topics.close();
  }

  @Test
  void readsAboutSoManyOfTheLatest() {
    assertThat(latest(3 * TestBroker.PARTITIONS))
        .containsExactlyInAnyOrder("0:7", "0:8", "0:9", "1:107", "1:108", "1:109", "2:0");
  }

  @Test
  void readsWhatBearsATimeOrALaterOne() {
    assertThat(since(NOON.plusSeconds(60 * 8)))
        .contains("0:8", "0:9", "1:100", "1:109")
        .doesNotContain("0:7", "2:0");
    assertThat(since(NOON)).hasSize(21);
  }

  @Test
  void readsNothingIfNothingIsSoLate() {
    assertThat(since(NOON.plusSeconds(86_400))).isEmpty();
  }

  private List<String> latest(int atMost) {
    List<String> keys = new ArrayList<>();
    tail.read(TOPIC, atMost, keys::add);
    return keys;
  }

  private List<String> since(Instant time) {
    List<String> keys = new ArrayList<>();
    tail.readSince(TOPIC, time, keys::add);
    return keys;
  }

  private void write(int partition, int minute) {
    topics.write(
        new ProducerRecord<>(
            TOPIC,
            partition,
            NOON.plusSeconds(60L * minute).toEpochMilli(),
            partition + ":" + minute,
            new byte[1]));
  }
}
