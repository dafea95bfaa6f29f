package org.opinionloop.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * Names a letter by its cause, so that the same cause can only ever have the same letter: {@code
 * 4F7K-9QX2-M3TD-8VRC-R.answer.1} is the first answer to that opinion. Safe in file names, mail
 * headers and URLs.
 *
 * @param value opinion id, kind and ordinal (from 1), joined by dots
 */
public record LetterId(@JsonValue String value) {

  /** By ordinal. */
  private static final String[] CODES =
      Arrays.stream(LetterKind.values()).map(LetterId::asWritten).toArray(String[]::new);

  /** Checks the form, not the opinion id's check character. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LetterId {
    int dot = OpinionId.LENGTH;
    int kind = kindAt(value, dot + 1);
    if (kind < 0
        || !OpinionId.begins(value)
        || value.charAt(dot) != '.'
        || !isOrdinal(value, dot + 1 + CODES[kind].length())) {
      throw new IllegalArgumentException(
          "letter id: malformed (expected: <opinion id>.<kind>.<ordinal>)");
    }
  }

  /** The id of the {@code ordinal}-th letter (from 1) of this kind to this opinion. */
  public static LetterId of(OpinionId opinion, LetterKind kind, int ordinal) {
    return new LetterId(opinion.value() + '.' + code(kind) + '.' + ordinal);
  }

  /** Whether it is the id of a letter of this kind to this opinion. */
  boolean names(OpinionId opinion, LetterKind kind) {
    return value.startsWith(opinion.value() + '.' + code(kind) + '.');
  }

  private static String code(LetterKind kind) {
    return CODES[kind.ordinal()];
  }

  private static String asWritten(LetterKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Which kind stands there with a dot behind it; negative if none does. */
  private static int kindAt(String text, int at) {
    for (int kind = 0; kind < CODES.length; kind++) {
      int end = at + CODES[kind].length();
      if (end < text.length() && text.charAt(end) == '.' && text.startsWith(CODES[kind], at)) {
        return kind;
      }
    }
    return -1;
  }

  /** Whether the rest is a dot and a number from 1 to 9999. */
  private static boolean isOrdinal(String text, int dot) {
    int length = text.length() - dot - 1;
    if (length < 1 || length > 4 || text.charAt(dot + 1) == '0') {
      return false;
    }
    for (int i = dot + 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
