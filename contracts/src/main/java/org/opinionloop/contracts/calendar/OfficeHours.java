package org.opinionloop.contracts.calendar;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;

/**
 * One span in which the office is open on a working day, from {@code opens} (inclusive) to {@code
 * closes} (exclusive), local time. A day is a list of these, so that lunch is the gap between two.
 */
public record OfficeHours(LocalTime opens, LocalTime closes) {

  /** Nine to five with an hour's lunch at noon. */
  public static final List<OfficeHours> STANDARD =
      List.of(parse("09:00-12:00"), parse("13:00-17:00"));

  /** Checks that it opens before it closes. */
  public OfficeHours {
    if (!opens.isBefore(closes)) {
      throw new IllegalArgumentException(
          "office hours: " + opens + "-" + closes + " (expected: opening before closing)");
    }
  }

  /**
   * Reads {@code 09:00-12:00}.
   *
   * @throws IllegalArgumentException if it is no such span
   */
  public static OfficeHours parse(String text) {
    int dash = text.indexOf('-');
    try {
      return new OfficeHours(
          LocalTime.parse(text.substring(0, Math.max(dash, 0)).strip()),
          LocalTime.parse(text.substring(dash + 1).strip()));
    } catch (DateTimeException noTime) {
      throw new IllegalArgumentException(
          "office hours: " + text + " (expected: a span as 09:00-12:00)", noTime);
    }
  }

  /** The same spans, checked to be at least one, in order and apart. */
  static List<OfficeHours> day(List<OfficeHours> spans) {
    if (spans.isEmpty()) {
      throw new IllegalArgumentException("office hours: none (expected: at least one span)");
    }
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).opens.isBefore(spans.get(i - 1).closes)) {
        throw new IllegalArgumentException(
            "office hours: "
                + spans.get(i)
                + " after "
                + spans.get(i - 1)
                + " (expected: in order and without overlap)");
      }
    }
    return List.copyOf(spans);
  }

  @Override
  public String toString() {
    return opens + "-" + closes;
  }
}
