package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing that anybody sees of this house. */
class DemoIT {

  @TempDir Path data;

  @Test
  void showsHalfAYearAndShowsTheSameWhenItIsRunAgain() throws Exception {
    Ports ports = RunningLoop.freePorts();
    String first;
    try (RunningLoop loop = RunningLoop.start(data, ports, "--demo")) {
      loop.awaitOutput("Ctrl-C stops everything", Duration.ofMinutes(4));
      first = loop.output();

      assertThat(figure(first, "received")).isEqualTo(570);
      assertThat(figure(first, "valid")).isEqualTo(546);
      assertThat(figure(first, "not accepted")).isEqualTo(20);
      assertThat(figure(first, "merged")).isEqualTo(4);
      assertThat(figure(first, "acknowledged")).isEqualTo(570);
      assertThat(figure(first, "delivered")).isEqualTo(570);
      assertThat(figure(first, "repeated")).isEqualTo(6);
      assertThat(figure(first, "website")).isEqualTo(232);
      assertThat(figure(first, "hotline")).isEqualTo(164);
      assertThat(figure(first, "social-media")).isEqualTo(96);
      assertThat(figure(first, "meeting")).isEqualTo(54);
      assertThat(share(first, "POLICY")).isCloseTo(20, within(2.0));
      assertThat(share(first, "SERVICE")).isCloseTo(50, within(2.5));
      assertThat(share(first, "FACILITIES")).isCloseTo(30, within(2.0));
      assertThat(figure(first, "answered")).isEqualTo(537);
      assertThat(figure(first, "second handling")).isEqualTo(6);
      assertThat(figure(first, "ratings")).isEqualTo(262);
      assertThat(figure(first, "not content")).isEqualTo(29);
      assertThat(figure(first, "promised")).isEqualTo(10);
      assertThat(figure(first, "kept")).isEqualTo(6);
      assertThat(figure(first, "past their day")).isBetween(2, 3);
      assertThat(first.lines().filter(line -> line.matches(" +[0-9]+ people, .*")))
          .hasSizeGreaterThanOrEqualTo(3)
          .first()
          .asString()
          .contains(" 6 people,  7 opinions, 2026-06-03 to 2026-06-26", "隧道", "积水");
      assertThat(first).contains("/v1/reports/2026-H1?format=pdf");
      assertThat(figure(first, "on time") + figure(first, "overdue")).isEqualTo(546);
      assertThat(figure(first, "rated")).isBetween(300, 331);
      assertThat(figure(first, "theme")).isGreaterThan(273);

      // Killed, not stopped: what has been shown has to be there.
      loop.kill();
    }

    try (RunningLoop loop = RunningLoop.start(data, ports, "--demo")) {
      loop.awaitOutput("Ctrl-C stops everything", Duration.ofMinutes(4));

      assertThat(loop.output()).contains("nothing has changed");
      assertThat(table(loop.output())).isEqualTo(table(first));
    }
  }

  private static int figure(String output, String name) {
    Matcher line =
        Pattern.compile("(?m)^    " + Pattern.quote(name) + " +([0-9]+)").matcher(output);
    assertThat(line.find()).as("a line of " + name + " in\n" + output).isTrue();
    return Integer.parseInt(line.group(1));
  }

  /** In percent of the valid ones. */
  private static double share(String output, String theme) {
    return 100.0 * figure(output, theme) / figure(output, "valid");
  }

  private static List<String> table(String output) {
    return output.lines().filter(line -> line.matches(" {4}\\S.* [0-9]+( .*)?")).toList();
  }
}
