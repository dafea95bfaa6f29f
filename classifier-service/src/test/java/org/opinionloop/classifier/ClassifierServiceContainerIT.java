package org.opinionloop.classifier;

import org.junit.jupiter.api.Tag;
import org.opinionloop.kit.testing.TestBroker;

@Tag("docker")
class ClassifierServiceContainerIT extends ClassifierServiceSuite {

  ClassifierServiceContainerIT() {
    super(TestBroker.container());
  }
}
