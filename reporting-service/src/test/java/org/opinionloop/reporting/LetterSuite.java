package org.opinionloop.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The letter of a period says what the figures say, and where each of them comes from. */
interface LetterSuite {

  String LETTER = "/v1/reports/2026-H1";

  Reporting reporting();

  @Test
  default void writesTheLetterOfAPeriodInEveryForm() {
    JsonNode letter = reporting().get(LETTER);
    long valid =
        reporting()
            .get("/v1/metrics?period=2026-H1&compare=true")
            .at("/total/counts/valid")
            .asLong();

    assertThat(letter.get("sections")).hasSize(5);
    assertThat(letter.get("figures"))
        .filteredOn(figure -> figure.get("name").asString().equals("counts.valid"))
        .singleElement()
        .satisfies(
            figure -> {
              assertThat(figure.get("value").asLong()).isEqualTo(valid);
              assertThat(
                      reporting()
                          .get(figure.get("query").asString())
                          .at("/total/counts/valid")
                          .asLong())
                  .isEqualTo(valid);
            });
    assertThat(as("md")).contains("其中有效意见" + valid + "件");
    assertThat(as("html")).contains("<svg");
    assertThat(as("pdf")).startsWith("%PDF");
    assertThat(reporting().status("/v1/reports/2026-H9", Reporting.ANALYST)).isEqualTo(400);
    assertThat(reporting().status(LETTER, null)).isEqualTo(401);
  }

  private String as(String format) {
    return reporting().body(LETTER + "?format=" + format, Reporting.ANALYST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-H1", "2026-04"})
  default void namesAQuestionBehindEveryFigureOfTheLetterWhoseAnswerHoldsIt(String period) {
    JsonNode figures = reporting().get("/v1/reports/" + period).get("figures");
    Map<String, JsonNode> answers = new HashMap<>();

    assertThat(figures.size()).isGreaterThan(30);
    for (JsonNode figure : figures) {
      JsonNode answer = answers.computeIfAbsent(figure.get("query").asString(), reporting()::get);
      assertThat(at(answer, figure.get("path").asString()).asDouble())
          .as(figure.toString())
          .isCloseTo(figure.get("number").asDouble(), within(1e-9));
    }
  }

  /** The one node at a path as figures have it: members, and one filter by a member's value. */
  private static JsonNode at(JsonNode node, String path) {
    Matcher step =
        Pattern.compile("\\.(\\w+)|\\['([^']+)'\\]|\\[\\?@\\.(\\w+)=='([^']*)'\\]")
            .matcher(path.substring(1));
    JsonNode at = node;
    while (step.find()) {
      if (step.group(3) == null) {
        at = at.get(step.group(1) != null ? step.group(1) : step.group(2));
      } else {
        String name = step.group(3);
        String value = step.group(4);
        List<JsonNode> found =
            at.valueStream().filter(each -> each.get(name).asString().equals(value)).toList();
        assertThat(found).as(path).hasSize(1);
        at = found.get(0);
      }
      assertThat(at).as(path).isNotNull();
    }
    return at;
  }
}
