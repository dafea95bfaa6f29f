package org.opinionloop.reply;

import org.opinionloop.kit.testing.TestBroker;

class ReplyServiceIT extends ReplyServiceSuite {

  ReplyServiceIT() {
    super(TestBroker.embedded());
  }
}
