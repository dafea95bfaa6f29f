package org.opinionloop.reporting.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.Violation;

class ReportControllerTest {

  static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

  @ParameterizedTest
  @ValueSource(strings = {"2026", "2026-H2", "2026-11", "2026-W49", "2026-11-30", "2025-Q3"})
  void writesAboutAPeriodThatHasBegun(String code) {
    assertThat(ReportController.period(code, TODAY).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2027", "2027-H1", "2026-12", "2026-W50", "2026-12-01", "9998"})
  void refusesAPeriodOfWhichNoDayHasCome(String code) {
    refuses(code, new Violation("period", "a period after today", "a period that has begun"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "2026-H9", "0999", "0000-W10", "9999"})
  void refusesWhatIsNoPeriod(String code) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ReportController.period(code, TODAY))
        .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(400));
  }

  private static void refuses(String code, Violation violation) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ReportController.period(code, TODAY))
        .satisfies(
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(400);
              assertThat(refused.problem().violations()).containsExactly(violation);
            });
  }
}
