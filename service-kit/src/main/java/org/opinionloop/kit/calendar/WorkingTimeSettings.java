package org.opinionloop.kit.calendar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.opinionloop.contracts.calendar.CalendarYear;
import org.opinionloop.contracts.calendar.OfficeHours;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * When the office works.
 *
 * @param zone the office's time zone, as {@code Asia/Shanghai}
 * @param hours the spans of a working day, as {@code 09:00-12:00}
 * @param calendars a folder of files as {@code 2027.txt} that add years or replace bundled ones;
 *     empty for none
 */
@ConfigurationProperties("opinion-loop.working-time")
record WorkingTimeSettings(ZoneId zone, List<String> hours, String calendars) {

  private static final Pattern FILE = Pattern.compile("(\\d{4})\\.txt");

  WorkingTimeSettings {
    hours = List.copyOf(hours);
    if (!calendars.isBlank() && !Files.isDirectory(Path.of(calendars))) {
      throw new IllegalArgumentException(
          "opinion-loop.working-time.calendars: " + calendars + " (expected: a folder)");
    }
  }

  /**
   * What these settings say.
   *
   * @throws IllegalArgumentException if a span or a calendar file says nothing sensible
   */
  WorkingTime workingTime() {
    return new WorkingTime(zone, hours.stream().map(OfficeHours::parse).toList(), years());
  }

  private Collection<CalendarYear> years() {
    Map<Integer, CalendarYear> years = new TreeMap<>();
    CalendarYear.BUNDLED.forEach(year -> years.put(year.year(), year));
    if (calendars.isBlank()) {
      return years.values();
    }
    try (Stream<Path> files = Files.list(Path.of(calendars))) {
      for (Path file : files.sorted().toList()) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (name.matches()) {
          int year = Integer.parseInt(name.group(1));
          years.put(year, CalendarYear.parse(year, Files.readAllLines(file)));
        }
      }
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "opinion-loop.working-time.calendars: " + calendars + " (expected: readable UTF-8 files)",
          unreadable);
    }
    return years.values();
  }
}
