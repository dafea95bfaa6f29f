package org.opinionloop.reporting;

import org.opinionloop.kit.testing.TestBroker;

class ReportingServiceIT extends ReportingServiceSuite {

  ReportingServiceIT() {
    super(TestBroker.embedded());
  }
}
