package org.opinionloop.reporting;

import org.junit.jupiter.api.Tag;
import org.opinionloop.kit.testing.TestBroker;

@Tag("docker")
class ReportingServiceContainerIT extends ReportingServiceSuite {

  ReportingServiceContainerIT() {
    super(TestBroker.container());
  }
}
