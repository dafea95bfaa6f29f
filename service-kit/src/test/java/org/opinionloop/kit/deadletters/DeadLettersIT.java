package org.opinionloop.kit.deadletters;

import org.opinionloop.kit.testing.TestBroker;

class DeadLettersIT extends DeadLettersSuite {

  DeadLettersIT() {
    super(TestBroker.embedded());
  }
}
