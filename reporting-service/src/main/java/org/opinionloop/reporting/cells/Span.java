package org.opinionloop.reporting.cells;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.function.Function;

/** How days are put together; each span has a code, as {@code 2026-W23}. */
public enum Span {
  DAY(LocalDate::toString),
  /** ISO 8601. */
  WEEK(Span::week),
  MONTH(day -> day.toString().substring(0, 7)),
  QUARTER(day -> day.getYear() + "-Q" + day.get(IsoFields.QUARTER_OF_YEAR)),
  HALF(day -> day.getYear() + (day.getMonthValue() <= 6 ? "-H1" : "-H2")),
  YEAR(day -> Integer.toString(day.getYear()));

  private final Function<LocalDate, String> code;

  Span(Function<LocalDate, String> code) {
    this.code = code;
  }

  /** The code of the span that this day lies in. */
  public String of(LocalDate day) {
    return code.apply(day);
  }

  private static String week(LocalDate day) {
    int week = day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    return day.get(IsoFields.WEEK_BASED_YEAR) + (week < 10 ? "-W0" : "-W") + week;
  }
}
