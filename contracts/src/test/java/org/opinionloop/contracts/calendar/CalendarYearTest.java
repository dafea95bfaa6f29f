package org.opinionloop.contracts.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarYearTest {

  @Test
  void readsDaysAndRangesAndSkipsComments() {
    CalendarYear year =
        CalendarYear.parse(
            2027,
            List.of(
                "# notice",
                "",
                "off 2027-01-01 元旦",
                "off 2027-02-05 2027-02-06",
                "work 2027-02-14"));

    assertThat(year.holidays())
        .containsExactlyInAnyOrder(
            LocalDate.of(2027, 1, 1), LocalDate.of(2027, 2, 5), LocalDate.of(2027, 2, 6));
    assertThat(year.makeUpDays()).containsExactly(LocalDate.of(2027, 2, 14));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "free 2027-01-01",
        "off",
        "off 2027-02-30",
        "off 2026-12-31 元旦",
        "off 2027-12-31 2028-01-01",
        "off 2027-02-06 2027-02-05",
        "off 2027-02-06 2027-02-0x",
        "work tomorrow"
      })
  void namesYearAndLineOfWhatItCannotRead(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalendarYear.parse(2027, List.of("# notice", line)))
        .withMessageStartingWith("calendar 2027");
  }

  @Test
  void aDayIsNotBothOffAndWorked() {
    LocalDate day = LocalDate.of(2027, 1, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CalendarYear(2027, Set.of(day), Set.of(day)))
        .withMessageContaining("2027-01-01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "09:00", "09:00-", "-12:00", "12:00-09:00", "09:00-09:00", "9-12"})
  void officeHoursAreSpansThatOpenBeforeTheyClose(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OfficeHours.parse(text))
        .withMessageStartingWith("office hours");
  }

  @Test
  void officeHoursAreInOrderAndApart() {
    assertThat(OfficeHours.day(OfficeHours.STANDARD)).hasToString("[09:00-12:00, 13:00-17:00]");
    assertThatIllegalArgumentException().isThrownBy(() -> OfficeHours.day(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                OfficeHours.day(
                    List.of(OfficeHours.parse("09:00-12:00"), OfficeHours.parse("11:59-13:00"))));
    assertThat(
            OfficeHours.day(
                List.of(OfficeHours.parse("09:00-12:00"), OfficeHours.parse("12:00-13:00"))))
        .hasSize(2);
  }
}
