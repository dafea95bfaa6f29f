package org.opinionloop.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Nobody writes a line of the log by what is in a message, in whichever format it is written. */
@ExtendWith(OutputCaptureExtension.class)
class LogForgingTest {

  private static final String FORGED =
      "2026-01-01T00:00:00.000Z ERROR [main] org.opinionloop.forged all is lost";
  private static final String HOSTILE =
      String.join(
          FORGED,
          List.of("\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\u001b[2K", "\"}\n{\"a\":\""));

  @Test
  void aMessageIsOneLineOfText(CapturedOutput output) {
    say("");

    assertThat(said(output, "\\R"))
        .singleElement()
        .asString()
        .matches("\\S+ WARN  \\[main\\] org\\.opinionloop\\.test +told: \\P{Cntrl}+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecs", "gelf", "logstash"})
  void aMessageIsOneObjectOfJson(String format, CapturedOutput output) {
    say(format);

    assertThat(said(output, "[\r\n]+"))
        .singleElement()
        .satisfies(line -> assertThat(new JsonMapper().readTree(line).isObject()).isTrue());
  }

  private static void say(String format) {
    try (ConfigurableApplicationContext service =
        TestService.builder().run("--OPINION_LOOP_LOG_FORMAT=" + format)) {
      LoggerFactory.getLogger("org.opinionloop.test").warn("told: {}", HOSTILE);
      assertThat(service.isActive()).isTrue();
    }
  }

  private static List<String> said(CapturedOutput output, String lineBreak) {
    return Arrays.stream(output.toString().split(lineBreak))
        .filter(line -> line.contains("told:") || line.contains("all is lost"))
        .toList();
  }
}
