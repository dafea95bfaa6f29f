package org.opinionloop.kit.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.event.Trouble;
import org.opinionloop.kit.testing.TestBroker;
import org.opinionloop.kit.testing.TestTopics;

/** Dead letters are replayed exactly once each, whoever asks and whoever dies, and never shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class DeadLettersSuite implements DeadLetterListSuite, ReplaySuite, ReplayOnceSuite {

  private final TestBroker broker;
  private Filing filing;

  DeadLettersSuite(TestBroker broker) {
    this.broker = broker;
  }

  @BeforeAll
  void start() {
    filing = new Filing(broker);
  }

  @AfterAll
  void stop() {
    filing.close();
  }

  @Override
  public Filing filing() {
    return filing;
  }

  @Test
  void withKafkaAServiceIsReady() {
    assertThat(filing.service().readiness()).isEqualTo(200);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aReplayDoesNotWaitForKafkaForEverAndIsDoneOnceWhenItIsBack() {
    Position id = filing.file(Topics.OPINIONS_CLASSIFIED, 4, 950, Trouble.TRANSIENT);
    DeadLetterDesk desk = filing.desk(new LastHour(broker));

    assertThat(CompletableFuture.supplyAsync(() -> desk.replay(Selection.one(id, false), "x")))
        .failsWithin(TestTopics.PATIENCE)
        .withThrowableThat()
        .withCauseInstanceOf(KafkaException.class);

    broker.start();
    desk.close();
    await()
        .atMost(TestTopics.PATIENCE)
        .untilAsserted(() -> assertThat(filing.replay(id).statusCode()).isEqualTo(200));
    assertThat(filing.replayed(950)).hasSize(1);
  }

  /** A clock that is asked when the record has been written and nothing is committed. */
  private static final class LastHour extends Clock {

    private final TestBroker broker;

    LastHour(TestBroker broker) {
      this.broker = broker;
    }

    @Override
    public Instant instant() {
      broker.stop();
      return Filing.AT;
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
}
