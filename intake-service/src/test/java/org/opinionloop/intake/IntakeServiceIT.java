package org.opinionloop.intake;

import org.opinionloop.kit.testing.TestBroker;

class IntakeServiceIT extends IntakeServiceSuite {

  IntakeServiceIT() {
    super(TestBroker.embedded());
  }
}
