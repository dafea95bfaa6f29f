package org.opinionloop.reporting.letter;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of days with a name: {@code 2026}, {@code 2026-H1}, {@code 2026-Q2}, {@code 2026-06},
 * {@code 2026-W23} (ISO 8601 week) or {@code 2026-06-15}.
 *
 * @param to the last day, included
 */
public record Period(String code, Unit unit, LocalDate from, LocalDate to) {

  /** The length of a period. */
  public enum Unit {
    YEAR,
    HALF,
    QUARTER,
    MONTH,
    WEEK,
    DAY
  }

  private static final Pattern FORM =
      Pattern.compile("(\\d{4})(?:-(?:H([12])|Q([1-4])|W(\\d{2})|(\\d{2})(?:-(\\d{2}))?))?");

  /**
   * The period of this code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Period parse(String code) {
    Matcher form = FORM.matcher(code);
    if (!form.matches()) {
      throw unknown();
    }
    int year = Integer.parseInt(form.group(1));
    try {
      if (form.group(2) != null) {
        return half(year, Integer.parseInt(form.group(2)));
      } else if (form.group(3) != null) {
        return quarter(year, Integer.parseInt(form.group(3)));
      } else if (form.group(4) != null) {
        return week(year, Integer.parseInt(form.group(4)));
      } else if (form.group(6) != null) {
        return day(LocalDate.parse(code));
      } else if (form.group(5) != null) {
        return month(YearMonth.of(year, Integer.parseInt(form.group(5))));
      }
      return year(year);
    } catch (DateTimeException impossible) {
      throw unknown();
    }
  }

  /** The period of the same length before this one, for 环比. */
  public Period before() {
    LocalDate day = from.minusDays(1);
    return switch (unit) {
      case YEAR -> year(day.getYear());
      case HALF -> half(day.getYear(), day.getMonthValue() <= 6 ? 1 : 2);
      case QUARTER -> quarter(day.getYear(), day.get(IsoFields.QUARTER_OF_YEAR));
      case MONTH -> month(YearMonth.from(day));
      case WEEK ->
          week(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case DAY -> day(day);
    };
  }

  /** The same period a year earlier, for 同比; a week 53 is compared with the last week. */
  public Period yearBefore() {
    return switch (unit) {
      case YEAR -> before();
      case HALF -> half(from.getYear() - 1, from.getMonthValue() <= 6 ? 1 : 2);
      case QUARTER -> quarter(from.getYear() - 1, from.get(IsoFields.QUARTER_OF_YEAR));
      case MONTH -> month(YearMonth.from(from).minusYears(1));
      case WEEK -> {
        int year = from.get(IsoFields.WEEK_BASED_YEAR) - 1;
        int weeks = LocalDate.of(year, 12, 28).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        yield week(year, Math.min(from.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), weeks));
      }
      case DAY -> day(from.minusYears(1));
    };
  }

  /** As it is called in a letter: 2026年上半年. */
  public String title() {
    String year = from.getYear() + "年";
    return switch (unit) {
      case YEAR -> year;
      case HALF -> year + (from.getMonthValue() <= 6 ? "上半年" : "下半年");
      case QUARTER -> year + "第" + "一二三四".charAt(from.get(IsoFields.QUARTER_OF_YEAR) - 1) + "季度";
      case MONTH -> year + from.getMonthValue() + "月";
      case WEEK ->
          from.get(IsoFields.WEEK_BASED_YEAR)
              + "年第"
              + from.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
              + "周";
      case DAY -> year + from.getMonthValue() + "月" + from.getDayOfMonth() + "日";
    };
  }

  private static Period year(int year) {
    return new Period(
        String.format(java.util.Locale.ROOT, "%04d", year),
        Unit.YEAR,
        LocalDate.of(year, 1, 1),
        LocalDate.of(year, 12, 31));
  }

  private static Period half(int year, int half) {
    LocalDate from = LocalDate.of(year, half == 1 ? 1 : 7, 1);
    return new Period(year + "-H" + half, Unit.HALF, from, from.plusMonths(6).minusDays(1));
  }

  private static Period quarter(int year, int quarter) {
    LocalDate from = LocalDate.of(year, quarter * 3 - 2, 1);
    return new Period(year + "-Q" + quarter, Unit.QUARTER, from, from.plusMonths(3).minusDays(1));
  }

  private static Period month(YearMonth month) {
    return new Period(month.toString(), Unit.MONTH, month.atDay(1), month.atEndOfMonth());
  }

  private static Period week(int year, int week) {
    LocalDate monday =
        LocalDate.of(year, 1, 4)
            .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week)
            .with(java.time.DayOfWeek.MONDAY);
    if (monday.plusDays(3).get(IsoFields.WEEK_BASED_YEAR) != year) {
      throw unknown(); // not every year has a week 53
    }
    return new Period(
        year + (week < 10 ? "-W0" : "-W") + week, Unit.WEEK, monday, monday.plusDays(6));
  }

  private static Period day(LocalDate day) {
    return new Period(day.toString(), Unit.DAY, day, day);
  }

  private static IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        "period (expected: as 2026, 2026-H1, 2026-Q2, 2026-06, 2026-W23 or 2026-06-15)");
  }
}
