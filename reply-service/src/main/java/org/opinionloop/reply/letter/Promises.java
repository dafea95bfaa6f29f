package org.opinionloop.reply.letter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.calendar.WorkingTime;

/** What the office promises: so many working days after the day on which it received the matter. */
public final class Promises {

  private static final int LONGEST = 250;

  private final WorkingTime time;
  private final Map<Kind, Integer> days;
  private final Map<String, Map<Kind, Integer>> daysByTheme;
  private final int secondHandlingDays;

  /**
   * Promises by these limits, in working days.
   *
   * @param days by kind; every kind must be there
   * @param daysByTheme exceptions, by the theme's code and kind
   * @param secondHandlingDays after a rating that reopened the case
   */
  public Promises(
      WorkingTime time,
      Map<Kind, Integer> days,
      Map<String, Map<Kind, Integer>> daysByTheme,
      int secondHandlingDays) {
    this.time = time;
    this.days = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      Integer limit = days.get(kind);
      if (limit == null) {
        throw new IllegalArgumentException("answer limits: " + kind + " missing (expected: days)");
      }
      this.days.put(kind, checked(kind.name(), limit));
    }
    this.daysByTheme = new HashMap<>();
    daysByTheme.forEach(
        (theme, limits) -> {
          limits.forEach((kind, limit) -> checked(theme + "." + kind, limit));
          this.daysByTheme.put(theme, Map.copyOf(limits));
        });
    this.secondHandlingDays = checked("second handling", secondHandlingDays);
  }

  /** The promise to answer an opinion. */
  public Promise answer(Instant receivedAt, Kind kind, String theme) {
    Integer exception = daysByTheme.getOrDefault(theme, Map.of()).get(kind);
    Integer rule = days.get(kind);
    if (rule == null) {
      throw new IllegalStateException("no limit for " + kind);
    }
    return after(receivedAt, exception != null ? exception : rule);
  }

  /** The promise to answer again, after a rating. */
  public Promise secondHandling(Instant ratedAt) {
    return after(ratedAt, secondHandlingDays);
  }

  /** The promise moved by so many working days. */
  public Promise extended(Promise promise, int workingDays) {
    LocalDate answerBy = time.plusWorkingDays(promise.answerBy(), workingDays);
    return new Promise(answerBy, time.endOf(answerBy));
  }

  private Promise after(Instant start, int limit) {
    LocalDate answerBy = time.plusWorkingDays(time.dayOf(start), limit);
    return new Promise(answerBy, time.endOf(answerBy));
  }

  private static int checked(String name, int limit) {
    if (limit < 1 || limit > LONGEST) {
      throw new IllegalArgumentException(
          "answer limits: "
              + name
              + ": "
              + limit
              + " (expected: 1 to "
              + LONGEST
              + " working days)");
    }
    return limit;
  }
}
