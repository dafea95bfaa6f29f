package org.opinionloop.classifier.training;

import org.opinionloop.kit.testing.TestBroker;

class ExportCorrectionsIT extends ExportCorrectionsSuite {

  ExportCorrectionsIT() {
    super(TestBroker.embedded());
  }
}
