package org.opinionloop.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts and dashboards ask for meters that are documented, and for no others. */
class MeterTest {

  private static final Set<String> FUNCTIONS =
      Set.of("histogram_quantile", "min_over_time", "label_values", "group_left", "group_right");

  @Test
  void areEachDocumentedOnce() {
    assertThat(Meter.ours()).extracting(Meter::name).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    assertThat(Meter.ours()).allSatisfy(meter -> assertThat(meter.series()).isNotEmpty());
  }

  @Test
  void carryNothingThatPointsAtAPerson() {
    assertThat(Meter.ours())
        .flatExtracting(Meter::tags)
        .isSubsetOf(
            "channel",
            "reason",
            "topic",
            "outcome",
            "theme",
            "validity",
            "kind",
            "language",
            "route",
            "consumer",
            "state",
            "door",
            "by",
            "merged",
            "replays",
            "unit");
  }

  @Test
  void areDocumentedBeforeTheyAreUsed() {
    Set<String> documented = new TreeSet<>();
    Meter.ours().forEach(meter -> documented.addAll(meter.series()));
    for (String name : Meter.ofFrameworks()) {
      documented.add(name);
      Stream.of("_bucket", "_count", "_sum").forEach(ending -> documented.add(name + ending));
    }

    assertThat(expressions().flatMap(expression -> Meter.names(expression).stream()))
        .isNotEmpty()
        .filteredOn(name -> !FUNCTIONS.contains(name))
        .isSubsetOf(documented);
  }

  private static Stream<String> expressions() {
    return Stream.concat(
        Alert.rules().map(rule -> rule.get("expr").asString()),
        Dashboard.all().stream()
            .flatMap(
                board ->
                    Stream.concat(
                        board.queryVariables().stream(),
                        board.panels().stream()
                            .flatMap(panel -> panel.questions().stream())
                            .map(Dashboard.Question::expression))));
  }
}
