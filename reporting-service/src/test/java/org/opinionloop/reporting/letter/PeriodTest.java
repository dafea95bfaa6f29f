package org.opinionloop.reporting.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {

  @ParameterizedTest
  @CsvSource({
    "2026,       2026-01-01, 2026-12-31, 2025,       2025,       2026年",
    "2026-H1,    2026-01-01, 2026-06-30, 2025-H2,    2025-H1,    2026年上半年",
    "2026-H2,    2026-07-01, 2026-12-31, 2026-H1,    2025-H2,    2026年下半年",
    "2026-Q1,    2026-01-01, 2026-03-31, 2025-Q4,    2025-Q1,    2026年第一季度",
    "2026-Q4,    2026-10-01, 2026-12-31, 2026-Q3,    2025-Q4,    2026年第四季度",
    "2024-02,    2024-02-01, 2024-02-29, 2024-01,    2023-02,    2024年2月",
    "2026-01,    2026-01-01, 2026-01-31, 2025-12,    2025-01,    2026年1月",
    "2026-W01,   2025-12-29, 2026-01-04, 2025-W52,   2025-W01,   2026年第1周",
    "2026-W23,   2026-06-01, 2026-06-07, 2026-W22,   2025-W23,   2026年第23周",
    "2026-W53,   2026-12-28, 2027-01-03, 2026-W52,   2025-W52,   2026年第53周",
    "2027-W01,   2027-01-04, 2027-01-10, 2026-W53,   2026-W01,   2027年第1周",
    "2027-W52,   2027-12-27, 2028-01-02, 2027-W51,   2026-W52,   2027年第52周",
    "2024-02-29, 2024-02-29, 2024-02-29, 2024-02-28, 2023-02-28, 2024年2月29日"
  })
  void isASpanWithANameAndTwoToCompareItWith(
      String code, String from, String to, String before, String yearBefore, String title) {
    Period period = Period.parse(code);

    assertThat(period.code()).isEqualTo(code);
    assertThat(period.from()).isEqualTo(from);
    assertThat(period.to()).isEqualTo(to);
    assertThat(period.before().code()).isEqualTo(before);
    assertThat(period.yearBefore().code()).isEqualTo(yearBefore);
    assertThat(period.title()).isEqualTo(title);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "26",
        "2026-H3",
        "2026-Q0",
        "2026-13",
        "2026-W54",
        "2026-W00",
        "2025-W53",
        "2026-02-30",
        "2026-6",
        "soon"
      })
  void refusesWhatIsNone(String code) {
    assertThatIllegalArgumentException().isThrownBy(() -> Period.parse(code));
  }
}
