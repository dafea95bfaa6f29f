package org.opinionloop.reporting.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsCsvTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "x;=1+1",
        "x|@SUM(A1)",
        "x,=1+1",
        "x\t=1+1"
      })
  void noDistrictIsAFormulaInAnySpreadsheet(String district) {
    String cell = MetricsCsv.quoted(district);

    for (String separator : List.of(",", ";", "\t", "|", "\r", "\n")) {
      for (String part : cell.split(Pattern.quote(separator))) {
        assertThat(part.replaceFirst("^\"", "")).doesNotMatch("(?s)[=+\\-@＝\\t\\r\\n].+");
      }
    }
  }

  @Test
  void whatIsNoFormulaStaysAsItIs() {
    assertThat(MetricsCsv.quoted("东湖区")).isEqualTo("东湖区");
    assertThat(MetricsCsv.quoted("-")).isEqualTo("-");
    assertThat(MetricsCsv.quoted("a \"b\"")).isEqualTo("\"a \"\"b\"\"\"");
  }
}
