package org.opinionloop.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * The guarantee of this service: every opinion received is classified exactly once for a
 * read-committed reader, although the service dies in the middle of a batch, and what cannot be
 * read is in the dead-letter topic, as it was.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassifierServiceIT {

  private static final int OPINIONS = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private EmbeddedKafkaKraftBroker broker;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  void startTheBroker() {
    List<String> topics =
        Stream.of(Topics.OPINIONS_RECEIVED, Topics.OPINIONS_CLASSIFIED)
            .flatMap(topic -> Stream.of(topic, Topics.deadLetters(topic)))
            .toList();
    broker = new EmbeddedKafkaKraftBroker(1, 6, topics.toArray(String[]::new));
    // History is old: the broker must not tidy it away while the test looks.
    broker.brokerProperty("log.retention.ms", "-1");
    broker.brokerProperty("transaction.state.log.replication.factor", "1");
    broker.brokerProperty("transaction.state.log.min.isr", "1");
    broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
    broker.afterPropertiesSet();
    producer =
        new KafkaProducer<>(
            // One batch at a time: to a new partition a second may overtake the first
            // (KAFKA-15591).
            Map.of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  void stopTheBroker() {
    producer.close();
    broker.destroy();
  }

  @Test
  void everyOpinionIsClassifiedOnceAlthoughTheServiceDiesInTheMiddleOfABatch() {
    for (int n = 0; n < OPINIONS; n++) {
      send(id(n), JsonCodec.of(OpinionReceived.class).encode(opinion(n)));
      if (n % 40 == 0) {
        send(id(n), ("{\"opinionId\":\"" + id(n) + "\"").getBytes(StandardCharsets.UTF_8));
      }
    }
    send(id(OPINIONS), null);
    producer.flush();

    try (ConfigurableApplicationContext dying = start(Dying.class)) {
      AtomicInteger calls = dying.getBean(DyingClock.class).calls;
      await().atMost(PATIENCE).until(() -> calls.get() >= DyingClock.LIFE);
    }
    int before = read(Topics.OPINIONS_CLASSIFIED).size();
    try (ConfigurableApplicationContext again = start()) {
      assertThat(again.isActive()).isTrue();
      await().atMost(PATIENCE).until(() -> read(Topics.OPINIONS_CLASSIFIED).size() >= OPINIONS);
      await()
          .atMost(PATIENCE)
          .until(
              () -> read(Topics.deadLetters(Topics.OPINIONS_RECEIVED)).size() >= OPINIONS / 40 + 1);
    }

    List<ConsumerRecord<byte[], byte[]>> classified = read(Topics.OPINIONS_CLASSIFIED);
    Set<String> expected =
        IntStream.range(0, OPINIONS).mapToObj(n -> id(n).value()).collect(Collectors.toSet());
    assertThat(before).isLessThan(OPINIONS);
    assertThat(classified)
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(classified)
        .allSatisfy(
            record -> {
              OpinionClassified event =
                  JsonCodec.of(OpinionClassified.class).decode(record.value());
              assertThat(event.opinionId().value())
                  .isEqualTo(new String(record.key(), StandardCharsets.UTF_8));
              assertThat(event.confidence()).containsOnlyKeys("theme", "field", "kind");
              assertThat(record.headers().lastHeader("ce_type").value())
                  .isEqualTo("org.opinionloop.OpinionClassified".getBytes(StandardCharsets.UTF_8));
            });
    assertThat(read(Topics.deadLetters(Topics.OPINIONS_RECEIVED)))
        .hasSize(OPINIONS / 40 + 1)
        .allSatisfy(
            record ->
                assertThat(record.headers().lastHeader("dlt-reason").value())
                    .isEqualTo("malformed".getBytes(StandardCharsets.UTF_8)));
  }

  private ConfigurableApplicationContext start(Class<?>... more) {
    return ClassifierApplication.builder()
        .sources(more)
        .run(
            "--server.port=0",
            "--spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
            "--spring.cloud.stream.kafka.bindings.classify-in-0.consumer.configuration.max.poll.records=50");
  }

  private void send(OpinionId id, byte[] value) {
    producer.send(
        new ProducerRecord<>(
            Topics.OPINIONS_RECEIVED, id.value().getBytes(StandardCharsets.UTF_8), value));
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private static OpinionId id(int n) {
    return OpinionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, (byte) (n >> 8), (byte) n});
  }

  private static OpinionReceived opinion(int n) {
    Instant at = Instant.parse("2026-03-02T08:30:00Z").plusSeconds(n);
    return new OpinionReceived(
        id(n),
        "website",
        null,
        n % 2 == 0 ? "路灯不亮" : null,
        "第" + n + "号路灯坏了半个月，晚上一片漆黑，请尽快派人维修。",
        "zh-Hans",
        null,
        null,
        null,
        at,
        at,
        false,
        true,
        null,
        null);
  }

  /** The service dies, once, as it would of a killed process: between two records of a batch. */
  static final class DyingClock extends Clock {

    static final int LIFE = 120;
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public Instant instant() {
      if (calls.incrementAndGet() >= LIFE) {
        throw new Killed();
      }
      return Instant.parse("2026-03-02T09:00:00Z");
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final class Killed extends Error {

    private static final long serialVersionUID = 1;
  }

  /** Not annotated, so that scanning does not find it. */
  static class Dying {

    @Bean
    @Primary
    DyingClock dyingClock() {
      return new DyingClock();
    }
  }
}
