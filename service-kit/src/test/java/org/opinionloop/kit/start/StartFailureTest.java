package org.opinionloop.kit.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opinionloop.kit.TestService;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What stands on the screen when a service does not start: one line, and no value of a setting. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {

  private static final String SECRET = "s3cret-zhang-san";

  static Stream<Arguments> whatIsWrongAndWhatIsSaid() {
    return Stream.of(
        Arguments.of(
            "--opinion-loop.security.keys[0].sha256=" + SECRET,
            "opinion-loop.security.keys[0]: key null: name or role missing (expected: both, role one"
                + " of channel, officer, analyst, importer, operator)"),
        Arguments.of(
            "--opinion-loop.security.keys[0].name=mine"
                + " --opinion-loop.security.keys[0].role=channel"
                + " --opinion-loop.security.keys[0].sha256="
                + SECRET,
            "opinion-loop.security.keys[0]: key mine: sha256 (expected: 64 hexadecimal digits)"),
        Arguments.of(
            "--opinion-loop.security.keys[0].name=mine"
                + " --opinion-loop.security.keys[0].role="
                + SECRET,
            "opinion-loop.security.keys[0].role: does not fit"
                + " (expected: org.opinionloop.kit.security.Role)"),
        Arguments.of(
            "--opinion-loop.security.keys[0].name=mine"
                + " --opinion-loop.security.keys[0].role=officer"
                + " --opinion-loop.security.keys[0].sha256="
                + "0".repeat(64)
                + " --opinion-loop.security.keys[0].unit=",
            "opinion-loop.security.keys[0]: key mine: unit missing"
                + " (expected: a unit's code, or * for all)"),
        Arguments.of(
            "--opinion-loop.working-time.zone=" + SECRET,
            "opinion-loop.working-time.zone: does not fit (expected: java.time.ZoneId)"),
        Arguments.of(
            "--opinion-loop.working-time.hours=17:00-09:00",
            "office hours: 17:00-09:00 (expected: opening before closing)"),
        Arguments.of(
            "--opinion-loop.taxonomy=classpath:/no-such.yml",
            "opinion-loop.taxonomy: class path resource [no-such.yml] (expected: a readable file)"),
        Arguments.of("--opinion-loop.taxonomy=${MISSING_SETTING}", "MISSING_SETTING"));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsWrongAndWhatIsSaid(String arguments, String said, CapturedOutput output) {
    Throwable failure =
        catchThrowable(() -> TestService.builder().run(arguments.split(" ")).close());

    assertThat(failure).isNotNull();
    assertOneLine(output, said);
    assertThat(output.getAll()).doesNotContain(SECRET);
  }

  @Test
  void aPortThatIsTaken(CapturedOutput output) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Throwable failure =
          catchThrowable(
              () -> TestService.builder().run("--server.port=" + taken.getLocalPort()).close());

      assertThat(failure).isNotNull();
      assertOneLine(
          output, "server.port: " + taken.getLocalPort() + " is taken (expected: a free port)");
    }
  }

  private static void assertOneLine(CapturedOutput output, String said) {
    assertThat(
            Arrays.stream(output.getAll().split("\n"))
                .filter(line -> !line.isBlank() && !line.contains(" INFO "))
                // Said at every start when next year's holidays are not known yet, as in December.
                .filter(line -> !line.contains(" no calendar for ")))
        .singleElement()
        .asString()
        .contains("ERROR", "cannot start: ", said);
  }
}
