package org.opinionloop.contracts.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingTimeTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private final WorkingTime time = WorkingTime.standard();

  @ParameterizedTest
  @CsvSource({"2024, 251", "2025, 248", "2026, 248"})
  void aYearHasAsManyWorkingDaysAsWeekdaysLessStatutoryHolidays(int year, int expected) {
    LocalDate first = LocalDate.of(year, 1, 1);

    long worked = first.datesUntil(first.plusYears(1)).filter(time::isWorkingDay).count();

    assertThat(worked).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-04", "2024-04-07", "2024-09-14", "2025-01-26", "2025-04-27", "2025-10-11",
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"
      })
  void makeUpDaysAreWorkedThoughTheyAreAtWeekends(LocalDate day) {
    assertThat(day.getDayOfWeek()).isIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    assertThat(time.isWorkingDay(day)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-10, 2024-02-17",
    "2024-10-01, 2024-10-07",
    "2025-01-28, 2025-02-04",
    "2025-10-01, 2025-10-08",
    "2026-01-01, 2026-01-03",
    "2026-02-15, 2026-02-23",
    "2026-04-04, 2026-04-06",
    "2026-05-01, 2026-05-05",
    "2026-06-19, 2026-06-21",
    "2026-09-25, 2026-09-27",
    "2026-10-01, 2026-10-07"
  })
  void publicHolidaysAreFreeFromFirstToLast(LocalDate first, LocalDate last) {
    assertThat(first.datesUntil(last.plusDays(1))).noneMatch(time::isWorkingDay);
  }

  @Test
  void everyBundledMakeUpDayFallsOnAWeekendAndEveryHolidayTakesAWeekdayAway() {
    for (CalendarYear calendar : CalendarYear.BUNDLED) {
      assertThat(calendar.makeUpDays())
          .allMatch(day -> day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0);
      // 11 statutory days until 2024, 13 since: what is off beyond them is worked at a weekend.
      long weekdaysOff =
          calendar.holidays().stream()
              .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
              .count();
      assertThat(weekdaysOff - calendar.makeUpDays().size())
          .isEqualTo(calendar.year() == 2024 ? 11 : 13);
    }
  }

  @Test
  void aYearWithoutCalendarHasPlainWeeksAndIsNamed() {
    assertThat(time.missingYears(2023, 2028)).containsExactly(2023, 2027, 2028);
    assertThat(time.isWorkingDay(LocalDate.of(2027, 10, 1))).isTrue();
    assertThat(time.isWorkingDay(LocalDate.of(2027, 10, 2))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // Over the Spring Festival: Friday, the make-up Saturday, then nine days off.
    "2026-02-12, 1, 2026-02-13",
    "2026-02-12, 2, 2026-02-14",
    "2026-02-12, 3, 2026-02-24",
    // A day that is not worked does not count either way.
    "2026-01-10, 1, 2026-01-12",
    "2026-01-10, 0, 2026-01-10",
    "2026-01-12, -1, 2026-01-09",
    "2026-02-24, -1, 2026-02-14",
    "2025-12-31, 1, 2026-01-04",
    "2026-06-30, 15, 2026-07-21"
  })
  void countsWorkingDaysForwardsAndBackwards(LocalDate day, int days, LocalDate expected) {
    assertThat(time.plusWorkingDays(day, days)).isEqualTo(expected);
  }

  @Test
  void addingWorkingDaysIsAdditiveAndStrictlyMonotone() {
    Random random = new Random(20260101);
    for (int i = 0; i < 2_000; i++) {
      LocalDate day = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(1800));
      int some = random.nextInt(40);
      int more = random.nextInt(40);

      LocalDate direct = time.plusWorkingDays(day, some + more);

      assertThat(time.plusWorkingDays(time.plusWorkingDays(day, some), more)).isEqualTo(direct);
      assertThat(time.plusWorkingDays(day, some + more + 1)).isAfter(direct);
      assertThat(day.datesUntil(direct).skip(1).filter(time::isWorkingDay).count())
          .isEqualTo(Math.max(0, some + more - 1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Thursday, 8 January 2026, a plain day.
    "2026-01-08T09:00, 2026-01-08T17:00, 420",
    "2026-01-08T00:00, 2026-01-09T00:00, 420",
    "2026-01-08T08:59, 2026-01-08T09:00, 0",
    "2026-01-08T09:00, 2026-01-08T09:01, 1",
    "2026-01-08T11:59, 2026-01-08T13:01, 2",
    "2026-01-08T12:00, 2026-01-08T13:00, 0",
    "2026-01-08T16:59, 2026-01-09T09:01, 2",
    "2026-01-08T16:30, 2026-01-12T09:30, 480",
    "2026-02-14T16:00, 2026-02-24T10:00, 120",
    "2025-12-31T16:00, 2026-01-04T10:00, 120",
    "2026-01-09T09:01, 2026-01-08T16:59, -2",
    "2026-01-01T00:00, 2027-01-01T00:00, 104160"
  })
  void countsTheMinutesOfOfficeHours(LocalDateTime from, LocalDateTime to, long expected) {
    assertThat(time.minutesBetween(at(from), at(to))).isEqualTo(expected);
  }

  @Test
  void agreesWithAWalkMinuteByMinute() {
    Random random = new Random(7);
    for (int i = 0; i < 150; i++) {
      Instant from = minute(random, "2023-12-01T00:00:00Z", 1200);
      Instant to = from.plus(random.nextInt(20 * 24 * 60), ChronoUnit.MINUTES);

      assertThat(time.minutesBetween(from, to)).isEqualTo(walk(time, from, to));
      assertThat(time.minutesBetween(to, from)).isEqualTo(-walk(time, from, to));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void agreesWithAWalkWhereClocksChange(String zone) {
    List<OfficeHours> night =
        List.of(
            OfficeHours.parse("00:00-02:30"),
            OfficeHours.parse("02:30-06:00"),
            OfficeHours.parse("22:00-23:00"));
    // Clocks change on Sundays; here all Sundays are worked.
    List<CalendarYear> sundays =
        IntStream.rangeClosed(2024, 2026)
            .mapToObj(
                year ->
                    new CalendarYear(
                        year,
                        Set.of(),
                        LocalDate.of(year, 1, 1)
                            .datesUntil(LocalDate.of(year + 1, 1, 1))
                            .filter(day -> day.getDayOfWeek() == DayOfWeek.SUNDAY)
                            .collect(Collectors.toSet())))
            .toList();
    WorkingTime office = new WorkingTime(ZoneId.of(zone), night, sundays);
    Random random = new Random(11);
    for (int i = 0; i < 120; i++) {
      Instant from = minute(random, "2024-01-01T00:00:00Z", 1000);
      Instant to = from.plus(random.nextInt(40 * 24 * 60), ChronoUnit.MINUTES);

      assertThat(office.minutesBetween(from, to)).isEqualTo(walk(office, from, to));
    }
  }

  @Test
  void isAdditiveAndMonotoneToTheNanosecond() {
    Random random = new Random(13);
    for (int i = 0; i < 20_000; i++) {
      Instant a = instant(random);
      Instant b = instant(random);
      Instant c = instant(random);

      assertThat(time.minutesBetween(a, b) + time.minutesBetween(b, c))
          .isEqualTo(time.minutesBetween(a, c));
      if (!a.isAfter(b)) {
        assertThat(time.minutesBetween(a, b)).isBetween(0L, ChronoUnit.MINUTES.between(a, b) + 1);
      }
    }
  }

  @Test
  void instantsBeyondAllCalendarsCountAsTheNearestWithin() {
    Instant now = at(LocalDateTime.of(2026, 1, 8, 10, 0));

    long ever = time.minutesBetween(Instant.MIN, Instant.MAX);

    assertThat(time.minutesBetween(Instant.MIN, now) + time.minutesBetween(now, Instant.MAX))
        .isEqualTo(ever);
    assertThat(ever / 420 / 300).isBetween(260L, 262L);
    assertThat(time.minutesBetween(Instant.MAX, Instant.MAX)).isZero();
  }

  @Test
  void aDayEndsWithOfficeHoursInTheOfficesZone() {
    assertThat(time.endOf(LocalDate.of(2026, 1, 8))).isEqualTo("2026-01-08T09:00:00Z");
    assertThat(time.dayOf(Instant.parse("2026-01-07T15:59:59.999Z"))).isEqualTo("2026-01-07");
    assertThat(time.dayOf(Instant.parse("2026-01-07T16:00:00Z"))).isEqualTo("2026-01-08");
    assertThat(time.zone()).isEqualTo(SHANGHAI);
  }

  @Test
  void refusesTheSameYearTwice() {
    CalendarYear calendar = CalendarYear.BUNDLED.get(0);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new WorkingTime(SHANGHAI, OfficeHours.STANDARD, List.of(calendar, calendar)))
        .withMessageContaining("2024");
  }

  private static long walk(WorkingTime office, Instant from, Instant to) {
    long minutes = 0;
    List<OfficeHours> hours =
        office.zone().equals(SHANGHAI)
            ? OfficeHours.STANDARD
            : List.of(OfficeHours.parse("00:00-06:00"), OfficeHours.parse("22:00-23:00"));
    for (Instant at = from; at.isBefore(to); at = at.plus(1, ChronoUnit.MINUTES)) {
      LocalDateTime local = at.atZone(office.zone()).toLocalDateTime();
      LocalTime clock = local.toLocalTime();
      if (office.isWorkingDay(local.toLocalDate())
          && hours.stream()
              .anyMatch(span -> !clock.isBefore(span.opens()) && clock.isBefore(span.closes()))) {
        minutes++;
      }
    }
    return minutes;
  }

  private static Instant at(LocalDateTime local) {
    return local.atZone(SHANGHAI).toInstant();
  }

  private static Instant minute(Random random, String start, int days) {
    return Instant.parse(start).plus(random.nextInt(days * 24 * 60), ChronoUnit.MINUTES);
  }

  private static Instant instant(Random random) {
    return Instant.parse("2023-01-01T00:00:00Z")
        .plusSeconds(random.nextInt(5 * 365 * 86_400))
        .plusNanos(random.nextInt(1_000_000_000));
  }
}
