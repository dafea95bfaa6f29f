package org.opinionloop.kit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opinionloop.kit.testing.TestTopics;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A client may go at any time, which is no fault of the service. */
@ExtendWith(OutputCaptureExtension.class)
class CutOffTest {

  private static ConfigurableApplicationContext context;

  /** How a connection ends. */
  enum End {
    FINISHED {
      @Override
      void of(Socket socket) throws IOException {
        socket.shutdownOutput();
      }
    },
    CLOSED {
      @Override
      void of(Socket socket) throws IOException {
        socket.close();
      }
    },
    RESET {
      @Override
      void of(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
      }
    };

    abstract void of(Socket socket) throws IOException;
  }

  @BeforeAll
  static void start() {
    context = TestService.builder().run();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @ParameterizedTest
  @EnumSource
  void whoHangsUpInTheMiddleOfABodyIsCountedWith400AndIsNoFault(End end, CapturedOutput output)
      throws IOException {
    long before = counted();

    try (Socket socket = new Socket("127.0.0.1", port())) {
      String request =
          """
          POST /open HTTP/1.1\r
          Host: 127.0.0.1\r
          Content-Type: application/json\r
          Content-Length: 100\r
          \r
          {"name":""";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      end.of(socket);

      await().atMost(TestTopics.PATIENCE).until(() -> counted() > before);
    }

    assertThat(counted("400")).isEqualTo(counted());
    assertThat(output.getAll()).doesNotContain("ended in a fault");
  }

  private static int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  private static long counted(String... statuses) {
    return context.getBean(MeterRegistry.class).find("http.server.requests").timers().stream()
        .filter(
            timer ->
                statuses.length == 0
                    || String.valueOf(timer.getId().getTag("status")).equals(statuses[0]))
        .mapToLong(Timer::count)
        .sum();
  }
}
