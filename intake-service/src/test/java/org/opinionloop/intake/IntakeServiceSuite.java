package org.opinionloop.intake;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.opinionloop.kit.testing.TestBroker;

/** The service as it runs: over HTTP, with a real broker behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class IntakeServiceSuite
    implements OpinionSuite, FileSuite, OfficerSuite, RatingSuite, DoorSuite, OutageSuite {

  private final TestBroker broker;
  private Deployment deployment;

  IntakeServiceSuite(TestBroker broker) {
    this.broker = broker;
  }

  @BeforeAll
  void start() {
    deployment = new Deployment(broker);
  }

  @AfterAll
  void stop() {
    deployment.close();
  }

  @Override
  public Deployment deployment() {
    return deployment;
  }
}
