package org.opinionloop.reporting.query;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.reporting.letter.Period;

/** What one instance asks another, as it may come from anybody who has the key. */
class QueriesTest {

  @ParameterizedTest
  @CsvSource({
    "-1000000000-01-01T00:00:00Z, 2026-01-01T00:00:00Z, 10",
    "2026-01-01T00:00:00Z, +1000000000-12-31T23:59:59Z, 10",
    "2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z, 10",
    "2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z, 0",
    "2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z, -1",
  })
  void hotTopicsAreOfYearsThatThereAreAndOneAtLeast(Instant from, Instant to, int limit) {
    assertThatIllegalArgumentException().isThrownBy(() -> new HotQuery(from, to, limit));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Etc/GMT-14", "Etc/GMT+12"})
  void everyDayWithFourDigitsOfYearMayBeAskedForInEveryTimeZone(String zone) {
    LocalDate first = LocalDate.of(0, 1, 1);
    LocalDate last = LocalDate.of(9999, 12, 31);

    assertThatCode(() -> HotQuery.of(first, last, 1, ZoneId.of(zone))).doesNotThrowAnyException();
    assertThatCode(() -> HotQuery.of(first, Period.parse("9999-W52").to(), 1, ZoneId.of(zone)))
        .as("the week in which it ends")
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE})
  void aWorkListIsAskedForOneCaseAtLeastAndHasRoomForOneMore(int limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkQuery("TRANSPORT", Set.of(), null, null, null, limit));
  }

  @Test
  void aWorkListMayBeAskedForOneCase() {
    assertThatCode(() -> new WorkQuery("TRANSPORT", Set.of(), null, null, null, 1))
        .doesNotThrowAnyException();
  }
}
