package org.opinionloop.contracts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How an instant is written wherever it leaves a service: UTC, ISO 8601, three digits of
 * milliseconds. An opinion is written and read with dozens of them on its way, so those of the
 * years 0 to 9999 are written and read by hand, some ten times as fast as by the formatter.
 */
public final class Instants {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String SHAPE = "0000-00-00T00:00:00.000Z";
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Instants() {}

  /** As in {@code 2026-01-05T08:30:00.000Z}. */
  public static String format(Instant instant) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), DAY / SECOND));
    if (date.getYear() < 0 || date.getYear() > 9999) {
      return MILLISECONDS.format(instant);
    }
    long ofDay = Math.floorMod(instant.toEpochMilli(), DAY);
    char[] text = SHAPE.toCharArray();
    put(text, 3, date.getYear());
    put(text, 6, date.getMonthValue());
    put(text, 9, date.getDayOfMonth());
    put(text, 12, ofDay / HOUR);
    put(text, 15, ofDay % HOUR / MINUTE);
    put(text, 18, ofDay % MINUTE / SECOND);
    put(text, 22, ofDay % SECOND);
    return new String(text);
  }

  /**
   * The instant in this text, of any shape of ISO 8601 in UTC.
   *
   * @throws DateTimeException if it is none
   */
  public static Instant parse(String text) {
    if (!isOfShape(text) || number(text, 11, 2) > 23 || number(text, 17, 2) > 59) {
      return Instant.parse(text); // also the end of a day and leap seconds
    }
    LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
    int minute = number(text, 14, 2);
    if (minute > 59) {
      throw new DateTimeException("minute: " + minute + " (expected: 0 to 59)");
    }
    return Instant.ofEpochMilli(
        date.toEpochDay() * DAY
            + number(text, 11, 2) * HOUR
            + minute * MINUTE
            + number(text, 17, 2) * SECOND
            + number(text, 20, 3));
  }

  /** Writes the digits of a number over those that stand there, from the last one. */
  private static void put(char[] text, int last, long number) {
    long rest = number;
    for (int i = last; rest > 0; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static boolean isOfShape(String text) {
    if (text.length() != SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char shape = SHAPE.charAt(i);
      if (shape == '0' ? c < '0' || c > '9' : c != shape) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
