package org.opinionloop.contracts.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The days of one year that do not follow the week: public holidays, and the make-up working days
 * 调休 that are worked in exchange.
 *
 * @param holidays days off; weekend days among them are harmless
 * @param makeUpDays days worked, mostly at weekends
 */
public record CalendarYear(int year, Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {

  /** The years whose official notices come with this jar. */
  public static final List<CalendarYear> BUNDLED =
      List.of(bundled(2024), bundled(2025), bundled(2026));

  /** Checks that every day is of the year, and none is both off and worked. */
  public CalendarYear {
    holidays = Set.copyOf(holidays);
    makeUpDays = Set.copyOf(makeUpDays);
    for (LocalDate day : holidays) {
      requireYear(year, day);
      if (makeUpDays.contains(day)) {
        throw new IllegalArgumentException(
            "calendar " + year + ": " + day + " is both off and worked (expected: one of them)");
      }
    }
    for (LocalDate day : makeUpDays) {
      requireYear(year, day);
    }
  }

  /**
   * Reads lines of the form {@code off 2026-01-01 2026-01-03 元旦} (first day, last day if there are
   * several, name) and {@code work 2026-01-04}; empty ones and those that begin with {@code #} say
   * nothing.
   *
   * @throws IllegalArgumentException with year and line number, if a line is none of these
   */
  public static CalendarYear parse(int year, List<String> lines) {
    Set<LocalDate> holidays = new HashSet<>();
    Set<LocalDate> makeUpDays = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        String[] words = line.split("\\s+", -1);
        LocalDate first = LocalDate.parse(words.length > 1 ? words[1] : "");
        switch (words[0]) {
          case "off" -> {
            boolean several = words.length > 2 && Character.isDigit(words[2].charAt(0));
            LocalDate last = several ? LocalDate.parse(words[2]) : first;
            if (last.isBefore(first)) {
              throw new IllegalArgumentException("the last day is before the first");
            }
            requireYear(year, last);
            first.datesUntil(last.plusDays(1)).forEach(holidays::add);
          }
          case "work" -> makeUpDays.add(first);
          default -> throw new IllegalArgumentException("unknown word");
        }
      } catch (DateTimeException | IllegalArgumentException misfit) {
        throw new IllegalArgumentException(
            "calendar "
                + year
                + ", line "
                + (i + 1)
                + ": unreadable (expected: off FIRST [LAST] NAME, or work DAY, days of that year)",
            misfit);
      }
    }
    return new CalendarYear(year, holidays, makeUpDays);
  }

  private static void requireYear(int year, LocalDate day) {
    if (day.getYear() != year) {
      throw new IllegalArgumentException(
          "calendar " + year + ": " + day + " (expected: a day of that year)");
    }
  }

  private static CalendarYear bundled(int year) {
    String name = "/calendar/" + year + ".txt";
    try (InputStream file = CalendarYear.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("not in this jar: " + name);
      }
      return parse(year, new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
