package org.opinionloop.contracts.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * When the office works. A day is worked if its year's calendar says so, and otherwise from Monday
 * to Friday; a year without calendar has plain weeks, see {@link #missingYears}. Office hours are
 * local time, minutes are minutes that really pass, also across a change of clocks. Thread-safe.
 */
public final class WorkingTime {

  /** Nobody's case lies outside; instants that do count as the nearest that does not. */
  private static final int FIRST_YEAR = 1900;

  private static final int LAST_YEAR = 2199;

  private final ZoneId zone;
  private final List<OfficeHours> hours;
  private final Map<Integer, CalendarYear> calendars = new TreeMap<>();
  private final Map<Integer, YearOfSeconds> seconds = new ConcurrentHashMap<>();

  /**
   * Working time of an office.
   *
   * @param hours the spans of a working day, in order
   * @param calendars at most one a year
   * @throws IllegalArgumentException if the hours are none, out of order or overlap, or a year is
   *     there twice
   */
  public WorkingTime(ZoneId zone, List<OfficeHours> hours, Collection<CalendarYear> calendars) {
    this.zone = zone;
    this.hours = OfficeHours.day(hours);
    for (CalendarYear calendar : calendars) {
      if (this.calendars.put(calendar.year(), calendar) != null) {
        throw new IllegalArgumentException("calendar " + calendar.year() + ": is there twice");
      }
    }
  }

  /** China Standard Time, nine to five with an hour's lunch, the calendars that are bundled. */
  public static WorkingTime standard() {
    return new WorkingTime(ZoneId.of("Asia/Shanghai"), OfficeHours.STANDARD, CalendarYear.BUNDLED);
  }

  /** The office's time zone. */
  public ZoneId zone() {
    return zone;
  }

  /** Whether the office works on this day. */
  public boolean isWorkingDay(LocalDate day) {
    CalendarYear calendar = calendars.get(day.getYear());
    if (calendar != null) {
      if (calendar.holidays().contains(day)) {
        return false;
      }
      if (calendar.makeUpDays().contains(day)) {
        return true;
      }
    }
    return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
  }

  /**
   * The {@code days}-th working day after this day, which itself does not count, worked or not;
   * before it, if negative; the day itself, if 0. Takes time in proportion to {@code days}.
   */
  public LocalDate plusWorkingDays(LocalDate day, int days) {
    int step = Integer.signum(days);
    LocalDate at = day;
    for (int left = days; left != 0; ) {
      at = at.plusDays(step);
      if (isWorkingDay(at)) {
        left -= step;
      }
    }
    return at;
  }

  /** The office's day at this instant. */
  public LocalDate dayOf(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  /** The close of office hours on this day, worked or not. */
  public Instant endOf(LocalDate day) {
    return instantOf(day.atTime(hours.get(hours.size() - 1).closes()));
  }

  /**
   * Full minutes of work between two instants; negative if {@code to} is before {@code from}.
   * Additive: from a to b and from b to c makes from a to c, because each instant is cut to the
   * minute of work it lies in.
   */
  public long minutesBetween(Instant from, Instant to) {
    int first = yearOf(from);
    int last = yearOf(to);
    if (first > last) {
      return -minutesBetween(to, from);
    }
    long before = year(first).secondsUntil(from) / 60;
    long until = year(last).secondsUntil(to) / 60;
    long between = 0;
    for (int year = first; year < last; year++) {
      between += year(year).total() / 60;
    }
    return between + until - before;
  }

  /** The years of this range, ends included, that have no calendar. */
  public List<Integer> missingYears(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .filter(year -> !calendars.containsKey(year))
        .boxed()
        .toList();
  }

  /** A local time that a change of clocks skips is the instant of that change. */
  private Instant instantOf(LocalDateTime local) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isGap() ? change.getInstant() : local.atZone(zone).toInstant();
  }

  private int yearOf(Instant instant) {
    if (!instant.isAfter(LocalDate.of(FIRST_YEAR, 1, 1).atStartOfDay(zone).toInstant())) {
      return FIRST_YEAR;
    }
    if (!instant.isBefore(LocalDate.of(LAST_YEAR + 1, 1, 1).atStartOfDay(zone).toInstant())) {
      return LAST_YEAR;
    }
    return dayOf(instant).getYear();
  }

  private YearOfSeconds year(int year) {
    return seconds.computeIfAbsent(year, missing -> YearOfSeconds.of(missing, this, hours));
  }

  /**
   * The spans of one year, as seconds of the epoch, in order.
   *
   * @param opens when each begins
   * @param worked seconds of work before each; one more at the end, the year's total
   */
  private record YearOfSeconds(long[] opens, long[] worked) {

    static YearOfSeconds of(int year, WorkingTime time, List<OfficeHours> hours) {
      List<Long> opens = new ArrayList<>();
      List<Long> worked = new ArrayList<>(List.of(0L));
      LocalDate first = LocalDate.of(year, 1, 1);
      first
          .datesUntil(first.plusYears(1))
          .filter(time::isWorkingDay)
          .forEach(
              day -> {
                for (OfficeHours span : hours) {
                  long from = time.instantOf(day.atTime(span.opens())).getEpochSecond();
                  long to = time.instantOf(day.atTime(span.closes())).getEpochSecond();
                  opens.add(from);
                  worked.add(worked.get(worked.size() - 1) + to - from);
                }
              });
      return new YearOfSeconds(
          opens.stream().mapToLong(Long::longValue).toArray(),
          worked.stream().mapToLong(Long::longValue).toArray());
    }

    long total() {
      return worked[opens.length];
    }

    /** Seconds of work from the start of the year until this instant. */
    long secondsUntil(Instant instant) {
      int found = Arrays.binarySearch(opens, instant.getEpochSecond());
      int span = found >= 0 ? found : -found - 2;
      if (span < 0) {
        return 0;
      }
      long length = worked[span + 1] - worked[span];
      return worked[span] + Math.min(instant.getEpochSecond() - opens[span], length);
    }
  }
}
