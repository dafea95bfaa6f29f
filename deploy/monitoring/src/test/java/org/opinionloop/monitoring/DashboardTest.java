package org.opinionloop.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opinionloop.monitoring.Dashboard.Panel;
import tools.jackson.databind.JsonNode;

/** What can be told of a dashboard without running it. */
class DashboardTest {

  private static final Pattern RATE = Pattern.compile("\\b(?:rate|irate)\\(");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_]+)}?");
  private static final Set<String> BUILT_IN = Set.of("__rate_interval", "__all");

  static List<Dashboard> dashboards() {
    return Dashboard.all();
  }

  static List<Panel> panels() {
    return dashboards().stream().flatMap(board -> board.panels().stream()).toList();
  }

  @Test
  void haveUidsThatAreTheirFilesNames() {
    assertThat(dashboards())
        .hasSize(3)
        .allSatisfy(
            board ->
                assertThat(board.file())
                    .isEqualTo("dashboards/" + board.json().get("uid").asString() + ".json"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void canBeProvisionedAnywhere(Dashboard board) {
    assertThat(board.json().get("id").isNull()).isTrue();
    assertThat(board.json().get("editable").asBoolean()).isFalse();
    assertThat(
            board
                .variables()
                .filter(variable -> variable.get("type").asString().equals("datasource"))
                .map(variable -> variable.path("current").path("value").asString()))
        .as("the provisioned data source")
        .containsExactly(
            Files.yaml("provisioning/datasources/prometheus.yaml")
                .path("datasources")
                .path(0)
                .path("uid")
                .asString());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void layTheirPanelsSideBySide(Dashboard board) {
    List<JsonNode> boxes = board.boxes().map(panel -> panel.get("gridPos")).toList();

    assertThat(boxes)
        .allSatisfy(
            box -> assertThat(box.get("x").asInt() + box.get("w").asInt()).isBetween(1, 24));
    List<String> overlaps = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = i + 1; j < boxes.size(); j++) {
        if (meet(boxes.get(i), boxes.get(j), "x", "w")
            && meet(boxes.get(i), boxes.get(j), "y", "h")) {
          overlaps.add(boxes.get(i) + " and " + boxes.get(j));
        }
      }
    }
    assertThat(overlaps).isEmpty();
    assertThat(board.boxes().map(panel -> panel.get("id").asInt()).toList())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("panels")
  void answerAQuestionInAUnitWithThresholdsAndAWayOn(Panel panel) {
    assertThat(panel.title()).endsWith("?");
    assertThat(panel.json().path("description").asString("")).endsWith(".");
    JsonNode defaults = panel.json().path("fieldConfig").path("defaults");
    assertThat(defaults.path("unit").asString("")).isNotEmpty();
    assertThat(defaults.path("thresholds").path("steps").size()).isPositive();
    assertThat(Files.each(panel.json().path("links")))
        .isNotEmpty()
        .allSatisfy(
            link ->
                assertThat(link.get("url").asString())
                    .startsWith("${runbook}#")
                    .satisfies(
                        url ->
                            assertThat(Runbook.headings().stream().map(Runbook::anchor))
                                .contains(url.substring(url.indexOf('#') + 1))));
  }

  @ParameterizedTest
  @MethodSource("panels")
  void askTheChosenDataSource(Panel panel) {
    assertThat(panel.json().path("datasource").path("uid").asString()).isEqualTo("${datasource}");
    assertThat(panel.questions())
        .isNotEmpty()
        .allSatisfy(
            question -> {
              assertThat(question.expression()).isNotBlank();
              assertThat(question.legend()).isNotBlank();
              assertThat(question.datasource()).isEqualTo("${datasource}");
            });
  }

  @ParameterizedTest
  @MethodSource("panels")
  void takeRatesOverAnIntervalThatFitsThePicture(Panel panel) {
    assertThat(panel.questions())
        .allSatisfy(
            question -> {
              long rates = RATE.matcher(question.expression()).results().count();
              assertThat(question.expression().split("\\[\\$__rate_interval]", -1).length - 1)
                  .isEqualTo((int) rates);
            });
  }

  @ParameterizedTest
  @MethodSource("panels")
  void useOnlyVariablesThatTheirDashboardHas(Panel panel) {
    Set<String> declared =
        panel
            .dashboard()
            .variables()
            .map(variable -> variable.get("name").asString())
            .collect(Collectors.toSet());
    declared.addAll(BUILT_IN);

    assertThat(panel.questions())
        .allSatisfy(
            question ->
                assertThat(
                        VARIABLE
                            .matcher(question.expression())
                            .results()
                            .map(match -> match.group(1)))
                    .isSubsetOf(declared));
  }

  private static boolean meet(JsonNode one, JsonNode other, String at, String size) {
    int start = one.get(at).asInt();
    int otherStart = other.get(at).asInt();
    return start < otherStart + other.get(size).asInt()
        && otherStart < start + one.get(size).asInt();
  }
}
