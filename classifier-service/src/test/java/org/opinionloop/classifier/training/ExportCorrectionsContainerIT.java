package org.opinionloop.classifier.training;

import org.junit.jupiter.api.Tag;
import org.opinionloop.kit.testing.TestBroker;

@Tag("docker")
class ExportCorrectionsContainerIT extends ExportCorrectionsSuite {

  ExportCorrectionsContainerIT() {
    super(TestBroker.container());
  }
}
