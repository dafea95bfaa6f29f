package org.opinionloop.classifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.opinionloop.contracts.Topics.OPINIONS_CLASSIFIED;
import static org.opinionloop.contracts.Topics.OPINIONS_RECEIVED;
import static org.opinionloop.kit.testing.TestTopics.header;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.testing.RunningService;
import org.opinionloop.kit.testing.TestBroker;
import org.opinionloop.kit.testing.TestTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The guarantee of this service: every opinion received is classified exactly once for a
 * read-committed reader, although the service dies in the middle of a batch, and what cannot be
 * read is in the dead-letter topic, as it was.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClassifierServiceSuite {

  private static final int OPINIONS = 400;
  private static final int MALFORMED = OPINIONS / 40 + 1;
  private static final String DEAD_LETTERS = Topics.deadLetters(OPINIONS_RECEIVED);

  private final TestBroker broker;
  private TestTopics topics;

  ClassifierServiceSuite(TestBroker broker) {
    this.broker = broker;
  }

  @BeforeAll
  void makeTheTopics() {
    topics = broker.loop();
  }

  @AfterAll
  void leaveThem() {
    topics.close();
  }

  @Test
  void everyOpinionIsClassifiedOnceAlthoughTheServiceDiesInTheMiddleOfABatch() {
    for (int n = 0; n < OPINIONS; n++) {
      topics.send(OPINIONS_RECEIVED, opinion(n));
      if (n % 40 == 0) {
        topics.send(
            OPINIONS_RECEIVED, id(n).value(), ("{\"opinionId\":\"" + id(n) + "\"").getBytes(UTF_8));
      }
    }
    topics.send(OPINIONS_RECEIVED, id(OPINIONS).value(), null);
    topics.flush();

    try (RunningService dying = start(Dying.class)) {
      AtomicInteger calls = dying.bean(DyingClock.class).calls;
      await().atMost(TestTopics.PATIENCE).until(() -> calls.get() >= DyingClock.LIFE);
    }
    int before = topics.read(OPINIONS_CLASSIFIED).size();
    try (RunningService again = start()) {
      again.awaitReady();
      topics.await(OPINIONS_CLASSIFIED, OPINIONS);
      topics.await(DEAD_LETTERS, MALFORMED);
    }

    assertThat(before).isLessThan(OPINIONS);
    assertThat(topics.read(OPINIONS_CLASSIFIED))
        .allSatisfy(
            record -> {
              OpinionClassified event =
                  JsonCodec.of(OpinionClassified.class).decode(record.value());
              assertThat(event.opinionId().value()).isEqualTo(record.key());
              assertThat(event.confidence()).containsOnlyKeys("theme", "field", "kind");
              assertThat(header(record, "ce_type")).isEqualTo("org.opinionloop.OpinionClassified");
            })
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, OPINIONS).mapToObj(n -> id(n).value()).toList());
    assertThat(topics.read(DEAD_LETTERS))
        .hasSize(MALFORMED)
        .allSatisfy(record -> assertThat(header(record, "dlt-reason")).isEqualTo("malformed"));
  }

  private RunningService start(Class<?>... more) {
    return RunningService.start(
        ClassifierApplication.builder().sources(more),
        broker,
        "--spring.cloud.stream.kafka.bindings.classify-in-0.consumer.configuration.max.poll.records=50");
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
