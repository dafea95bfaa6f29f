package org.opinionloop.reporting.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.kit.problem.ProblemException;
import org.springframework.util.LinkedMultiValueMap;

class ParametersTest {

  @ParameterizedTest
  @ValueSource(strings = {"1000-01", "2026-H1", "9998-W52"})
  void aPeriodMayBeOfAnyYearThatADayMayBeOf(String code) {
    Parameters parameters = of(code);

    assertThat(parameters.period()).isNotNull();
    parameters.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "0999-W10", "1000-W01", "9998-W53", "9999", "9999-W52"})
  void aPeriodHasADayBeforeAndADayAfterInYearsOfFourDigits(String code) {
    Parameters parameters = of(code);

    assertThat(parameters.period()).isNull();
    assertThatExceptionOfType(ProblemException.class).isThrownBy(parameters::check);
  }

  private static Parameters of(String period) {
    return new Parameters(new LinkedMultiValueMap<>(Map.of("period", List.of(period))));
  }
}
