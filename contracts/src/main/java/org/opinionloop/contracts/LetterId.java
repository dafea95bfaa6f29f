package org.opinionloop.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names a letter by its cause, so that the same cause can only ever have the same letter: {@code
 * 4F7K-9QX2-M3TD-8VRC-A.answer.1} is the first answer to that opinion. Safe in file names, mail
 * headers and URLs.
 *
 * @param value opinion id, kind and ordinal (from 1), joined by dots
 */
public record LetterId(@JsonValue String value) {

  private static final Pattern FORM =
      Pattern.compile("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}-[0-9A-Z]\\.[a-z-]+\\.[1-9][0-9]{0,3}");

  /** Checks the form only. */
  @JsonCreator
  public LetterId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "letter id: malformed (expected: <opinion id>.<kind>.<ordinal>)");
    }
  }

  /** The id of the {@code ordinal}-th letter (from 1) of this kind to this opinion. */
  public static LetterId of(OpinionId opinion, LetterKind kind, int ordinal) {
    return new LetterId(
        opinion.value()
            + '.'
            + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
            + '.'
            + ordinal);
  }

  @Override
  public String toString() {
    return value;
  }
}
