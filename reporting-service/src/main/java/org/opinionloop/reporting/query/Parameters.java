package org.opinionloop.reporting.query;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.Violation;
import org.opinionloop.reporting.letter.Period;
import org.springframework.util.MultiValueMap;

/** Reads a query's parameters and gathers what is wrong with them, to say all of it at once. */
final class Parameters {

  private static final int FIRST_YEAR = 1000;
  private static final int LAST_YEAR = 9998;

  /** From 1000 to 9998: there is a day before and a day after. */
  private static final Pattern FOUR_DIGITS =
      Pattern.compile("(?!9999)[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}");

  private final MultiValueMap<String, String> given;
  private final List<Violation> violations = new ArrayList<>();

  Parameters(MultiValueMap<String, String> given) {
    this.given = given;
  }

  /** The value; null if absent or blank. */
  @Nullable String text(String name) {
    String value = given.getFirst(name);
    return value == null || value.isBlank() ? null : value.trim();
  }

  /** Whether there is a value of any of these. */
  boolean has(String... names) {
    return Arrays.stream(names).anyMatch(name -> text(name) != null);
  }

  /** The values, one parameter each or joined by commas. */
  List<String> list(String name) {
    return given.getOrDefault(name, List.of()).stream()
        .flatMap(values -> Arrays.stream(values.split(",", -1)))
        .map(String::trim)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  LocalDate date(String name, LocalDate absent) {
    LocalDate day = day(name);
    return day == null ? absent : day;
  }

  @Nullable LocalDate day(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      // Years of other lengths would neither sort as texts nor have a day after their last.
      if (FOUR_DIGITS.matcher(value).matches()) {
        return LocalDate.parse(value);
      }
    } catch (DateTimeException malformed) {
      // told below, with what has another form
    }
    wrong(name, "a text of " + value.length() + " characters", "a day as 2026-06-30");
    return null;
  }

  /** A named period; null if none is named. */
  @Nullable Period period() {
    String code = text("period");
    if (code == null) {
      return null;
    }
    try {
      return period(code);
    } catch (IllegalArgumentException unknown) {
      wrong("period", "something else", String.valueOf(unknown.getMessage()));
      return null;
    }
  }

  /**
   * The period of this code, of years that days may be of.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Period period(String code) {
    Period period = Period.parse(code);
    if (period.from().getYear() < FIRST_YEAR || period.to().getYear() > LAST_YEAR) {
      throw new IllegalArgumentException(
          "period (expected: within the years " + FIRST_YEAR + " to " + LAST_YEAR + ')');
    }
    return period;
  }

  /** A span of days, ends included. */
  record Days(LocalDate from, LocalDate to) {}

  /** {@code from} and {@code to}, or those of the period, or this year's until today. */
  Days days(@Nullable Period period, LocalDate today) {
    LocalDate to = date("to", period == null ? today : period.to());
    LocalDate from = date("from", period == null ? to.withDayOfYear(1) : period.from());
    if (from.isAfter(to)) {
      wrong("from", "a day after to", "a day not after to");
    }
    return new Days(from, to);
  }

  int number(String name, int absent, int least, int most) {
    String value = text(name);
    if (value == null) {
      return absent;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException malformed) {
      // told below, with the numbers out of range
    }
    wrong(name, "something else", "a number from " + least + " to " + most);
    return absent;
  }

  @Nullable Boolean flag(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return Boolean.valueOf(value.toLowerCase(Locale.ROOT));
    }
    wrong(name, "something else", "true or false");
    return null;
  }

  /** Values of a known set. */
  <T> List<T> known(String name, Function<String, Optional<T>> find, String expected) {
    List<T> found = new ArrayList<>();
    for (String value : list(name)) {
      find.apply(value).ifPresentOrElse(found::add, () -> wrong(name, "an unknown code", expected));
    }
    return found;
  }

  void wrong(String name, String found, String expected) {
    violations.add(new Violation(name, found, expected));
  }

  /** Ends the request if anything was wrong. */
  void check() {
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.validation(violations));
    }
  }
}
