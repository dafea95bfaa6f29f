package org.opinionloop.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opinionloop.monitoring.Dashboard.Panel;
import org.opinionloop.monitoring.Dashboard.Question;
import org.opinionloop.monitoring.Prometheus.Series;

/**
 * Every panel, variable and alert finds what it asks for in a loop that runs and in which things go
 * wrong. {@code deploy/monitoring/verify} provides both the loop and the Prometheus that reads it.
 */
@Tag("live")
class LiveTest {

  private static final Prometheus PROMETHEUS = Prometheus.running();
  private static final List<String> SERVICES =
      List.of("intake-service", "classifier-service", "reply-service", "reporting-service");
  private static final Pattern LABEL = Pattern.compile("\\{\\{ *(\\w+) *}}");
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  private static final Pattern SERIES = Pattern.compile("([a-z_]+)(?:\\{([^}]*)})? ");
  private static final Pattern TAG = Pattern.compile("(\\w+)=\"");

  /** Meters that are not ours to document. */
  private static final Pattern FRAMEWORKS =
      Pattern.compile(
          "(application|disk|executor|http|jvm|kafka|logback|process|reactor|rocksdb|spring|system|tasks|tomcat)_");

  /** What a loop does not show within minutes: the same series is asked for otherwise. */
  private static final Map<String, String> INSTEAD =
      Map.of(
          "status=~\"5..\"", "status=~\"[245]..\"",
          "outcome=\"FAILED\"", "outcome=~\".+\"",
          "reason=\"fault\"", "reason=~\".+\"");

  static List<Panel> panels() {
    return Dashboard.all().stream().flatMap(board -> board.panels().stream()).toList();
  }

  static List<Dashboard> dashboards() {
    return Dashboard.all();
  }

  static List<Alert> alerts() {
    return Alert.all();
  }

  @Test
  void allServicesAreScraped() {
    assertThat(PROMETHEUS.targets()).containsOnlyKeys(SERVICES);
  }

  @ParameterizedTest
  @MethodSource("panels")
  void showsSomethingForEveryQuestion(Panel panel) {
    for (Question question : panel.questions()) {
      List<Series> found = new ArrayList<>();
      for (String service : SERVICES) {
        found.addAll(PROMETHEUS.range(substituted(question.expression(), service)));
      }
      assertThat(found).as(question.expression()).anyMatch(Series::saysSomething);
      assertThat(LABEL.matcher(question.legend()).results().map(match -> match.group(1)))
          .as("labels of the legend")
          .allSatisfy(
              label ->
                  assertThat(found)
                      .allSatisfy(series -> assertThat(series.labels()).containsKey(label)));
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void hasValuesForEveryVariable(Dashboard board) {
    assertThat(board.queryVariables())
        .allSatisfy(
            query -> {
              MatchResult parts =
                  LABEL_VALUES
                      .matcher(substituted(query, "intake-service"))
                      .results()
                      .findFirst()
                      .orElseThrow();
              assertThat(PROMETHEUS.labelValues(parts.group(1), parts.group(2))).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void comparesSomethingThatIsThere(Alert alert) {
    String expression = uncompared(alert.expression());

    assertThat(PROMETHEUS.range(expression)).as(expression).anyMatch(Series::saysSomething);
  }

  /** Every rule has been taken in by Prometheus, and none has failed. */
  @Test
  void rulesAreEvaluated() {
    assertThat(PROMETHEUS.unhealthyRules()).isEmpty();
  }

  /**
   * What METERS.md says is what the services export, and the other way round, with the same tags.
   */
  @Test
  void metersAreAsDocumented() {
    Map<String, Set<String>> documented = new TreeMap<>();
    Meter.ours()
        .forEach(meter -> meter.series().forEach(name -> documented.put(name, meter.tags())));
    Map<String, Set<String>> exported = new TreeMap<>();
    for (String page : PROMETHEUS.targets().values()) {
      exported.putAll(ours(PROMETHEUS.page(page)));
    }

    assertThat(exported).isEqualTo(documented);
  }

  /** Tags by name of the series on a page that are none of the frameworks'. */
  private static Map<String, Set<String>> ours(String page) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (String line : page.split("\n", -1)) {
      Matcher series = SERIES.matcher(line);
      if (series.lookingAt() && !FRAMEWORKS.matcher(series.group(1)).lookingAt()) {
        Set<String> tags = found.computeIfAbsent(series.group(1), name -> new TreeSet<>());
        TAG.matcher(series.group(2) == null ? "" : series.group(2))
            .results()
            .map(tag -> tag.group(1))
            .filter(tag -> !tag.equals("service") && !tag.equals("le"))
            .forEach(tags::add);
      }
    }
    return found;
  }

  private static String substituted(String expression, String service) {
    return expression
        .replace("$__rate_interval", "1m")
        .replace("$channel", ".*")
        .replace("$theme", ".*")
        .replace("$instance", ".*")
        .replace("$job", service);
  }

  /** The sides of all comparisons, brought together in the labels that they have in common. */
  private static String uncompared(String expression) {
    String text = expression;
    for (Map.Entry<String, String> each : INSTEAD.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    return text.replaceAll("offset \\w+", "")
        .replaceAll("\\[(?:\\d+[mhdw])+(?::1m)?]", "[1m]")
        .replaceAll("min_over_time\\((.*?)\\[1m]\\)", "$1")
        .replaceAll("absent\\((up\\{[^}]*})\\)", "$1")
        .replace(" unless dead_letters_total", " and dead_letters_total")
        .replace("unless", "and")
        .replaceAll("(?<![=!><])(==|!=|>=|<=|>|<)(?![=~])(?= )", "$1 bool");
  }
}
