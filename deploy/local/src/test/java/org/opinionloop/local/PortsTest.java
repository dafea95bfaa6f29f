package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void nameThePortThatIsTakenAndWhoWantsIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatExceptionOfType(CannotStart.class)
          .isThrownBy(() -> Ports.requireFree(taken.getLocalPort(), "reply-service"))
          .withMessageContaining("port " + taken.getLocalPort() + " is taken")
          .withMessageContaining("reply-service");
    }
  }

  @Test
  void areFreeAgainOnceTheOtherHasGone() throws IOException {
    ServerSocket gone = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    gone.close();

    assertThatNoException().isThrownBy(() -> Ports.requireFree(gone.getLocalPort(), "Kafka"));
  }
}
