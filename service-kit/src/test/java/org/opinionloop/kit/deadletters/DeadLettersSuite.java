package org.opinionloop.kit.deadletters;

import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.opinionloop.kit.testing.TestBroker;
import org.opinionloop.kit.testing.TestTopics;

/** Dead letters are replayed exactly once each, whoever asks and whoever dies, and never shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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
    await().atMost(TestTopics.PATIENCE).until(() -> filing.service().readiness() == 200);
  }
}
