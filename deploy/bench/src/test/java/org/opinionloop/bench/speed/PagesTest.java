package org.opinionloop.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

  static final Path HOME = Path.of("../..");

  @TempDir Path results;

  @Test
  void figuresStandBetweenTheirMarksAndNothingElseChanges() throws IOException {
    Section section = new Section(TradeSuite.NAME);
    Contender quick = section.contender("20 ms");
    quick.note("letter p50 ms", 31.26);
    quick.note("opinions a second off a heap", 1234);
    new Report(Map.of(), List.of(section)).write(results, "trade");

    String page = "before\n<!-- measured: trade -->\nof last year\n<!-- end -->\nafter\n";

    assertThat(new Pages(results).filled(page))
        .isEqualTo(
            """
            before
            <!-- measured: trade -->
            | | letter p50 ms | opinions a second off a heap |
            |---|---|---|
            | 20 ms | 31.3 | 1,234 |
            <!-- end -->
            after
            """);
  }

  @Test
  void whatWasNotMeasuredStaysAsItWas() throws IOException {
    String page = "<!-- measured: loop -->\nof last year\n<!-- end -->\n";

    assertThat(new Pages(results).filled(page)).isEqualTo(page);
  }

  @Test
  void coresAtTheNationsPeakFollowFromTheCostOfAnOpinion() throws IOException {
    Section section = new Section(LoopSuite.NAME + " 3,000 opinions a second");
    section.contender("broker").note(LoopSuite.COST, 100);
    section.contender("intake-service").note(LoopSuite.COST, 50);
    section.atLeast("opinions a second taken in", 2990, 2970);
    new Report(Map.of(), List.of(section)).write(results, "latest");

    assertThat(new Pages(results).filled("<!-- measured: loop -->\n<!-- end -->\n"))
        .contains("| broker, three replicas | 300 | 1.39 |")
        .contains("| intake-service | 50.0 | 0.231 |")
        .contains("| together | 350 | 1.62 |")
        .contains("- opinions a second taken in: **2,990** (at least 2970)");
  }

  @Test
  void ofEachSuiteTheLastRunCounts() throws IOException {
    write("latest", "2026-02-02T00:00:00Z", LoopSuite.NAME + " 300 a second", 300);
    write("loop", "2026-01-01T00:00:00Z", LoopSuite.NAME + " 200 a second", 200);
    String page = "<!-- measured: loop -->\n<!-- end -->\n";

    assertThat(new Pages(results).filled(page))
        .contains("taken in: **300**")
        .doesNotContain("**200**");

    write("loop", "2026-03-03T00:00:00Z", LoopSuite.NAME + " 400 a second", 400);

    assertThat(new Pages(results).filled(page))
        .contains("taken in: **400**")
        .doesNotContain("**300**");
  }

  private void write(String file, String at, String name, double takenIn) throws IOException {
    Section section = new Section(name);
    section.atLeast("taken in", takenIn, 3000);
    new Report(Map.of("at", at), List.of(section)).write(results, file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "deploy/bench/README.md", "deploy/bench/SCALE.md"})
  void thePagesSayWhatWasMeasuredLast(String name) throws IOException {
    String page = Files.readString(HOME.resolve(name));

    assertThat(page).contains("<!-- measured: ");
    assertThat(new Pages(HOME.resolve("deploy/bench/results")).filled(page))
        .as("see deploy/bench/run --fill")
        .isEqualTo(page);
  }
}
