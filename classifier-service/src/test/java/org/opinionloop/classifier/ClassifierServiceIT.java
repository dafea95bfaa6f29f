package org.opinionloop.classifier;

import org.opinionloop.kit.testing.TestBroker;

class ClassifierServiceIT extends ClassifierServiceSuite {

  ClassifierServiceIT() {
    super(TestBroker.embedded());
  }
}
