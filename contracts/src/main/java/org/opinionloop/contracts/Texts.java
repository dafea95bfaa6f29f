package org.opinionloop.contracts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What the records' constructors share: checks whose messages never repeat a value. */
final class Texts {

  private static final int LONGEST_LABEL = 200;

  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z").plusSeconds(86_400);

  private Texts() {}

  static String required(String name, String value) {
    if (value == null || value.isEmpty()) {
      throw FieldException.missing(name);
    }
    return value;
  }

  /**
   * A word of the taxonomy or the name of a place, after which things are counted: what is counted
   * becomes a key, and must not be of any length.
   */
  static String label(String name, String value) {
    return required(name, value, LONGEST_LABEL);
  }

  /** Of no more than so many characters, as code points. */
  static String required(String name, String value, int most) {
    String text = required(name, value);
    int length = text.codePointCount(0, text.length());
    if (length > most) {
      throw new FieldException(
          name, "string of " + length + " characters", "at most " + most + " characters");
    }
    return text;
  }

  static @Nullable String labelIfAny(String name, @Nullable String value) {
    return value == null ? null : label(name, value);
  }

  static <T> T required(String name, T value) {
    if (value == null) {
      throw FieldException.missing(name);
    }
    return value;
  }

  /**
   * Cut to milliseconds; beyond the years that {@link Instants} writes in four digits it is none.
   */
  static Instant millis(String name, Instant value) {
    if (required(name, value).isBefore(FIRST) || !value.isBefore(END)) {
      throw new FieldException(name, "out of range", "a year from 1900 to 9999");
    }
    return value.truncatedTo(ChronoUnit.MILLIS);
  }

  static @Nullable Instant millisIfAny(String name, @Nullable Instant value) {
    return value == null ? null : millis(name, value);
  }

  /** A letter's id says what the letter says of itself. */
  static void letter(LetterId letterId, OpinionId opinionId, LetterKind kind) {
    if (!letterId.names(opinionId, kind)) {
      throw new FieldException("letterId", "of another letter", "the opinion's id and the kind");
    }
  }
}
