package org.opinionloop.kit.deadletters;

import org.junit.jupiter.api.Tag;
import org.opinionloop.kit.testing.TestBroker;

@Tag("docker")
class DeadLettersContainerIT extends DeadLettersSuite {

  DeadLettersContainerIT() {
    super(TestBroker.container());
  }
}
