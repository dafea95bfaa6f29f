package org.opinionloop.intake;

import org.junit.jupiter.api.Tag;
import org.opinionloop.kit.testing.TestBroker;

@Tag("docker")
class IntakeServiceContainerIT extends IntakeServiceSuite {

  IntakeServiceContainerIT() {
    super(TestBroker.container());
  }
}
