package org.opinionloop.reply;

import org.junit.jupiter.api.Tag;
import org.opinionloop.kit.testing.TestBroker;

@Tag("docker")
class ReplyServiceContainerIT extends ReplyServiceSuite {

  ReplyServiceContainerIT() {
    super(TestBroker.container());
  }
}
