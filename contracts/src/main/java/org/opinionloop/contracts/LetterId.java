package org.opinionloop.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names a letter by its cause, so that the same cause can only ever have the same letter: {@code
 * 4F7K-9QX2-M3TD-8VRC-R.answer.1} is the first answer to that opinion. Safe in file names, mail
 * headers and URLs.
 *
 * @param value opinion id, kind and ordinal (from 1), joined by dots
 */
public record LetterId(@JsonValue String value) {

  private static final String CHARACTER = "[0-9A-HJKMNP-TV-Z]";

  private static final Pattern FORM =
      Pattern.compile(
          Arrays.stream(LetterKind.values())
              .map(LetterId::code)
              .collect(
                  Collectors.joining(
                      "|", "(?:C{4}-){4}C\\.(?:".replace("C", CHARACTER), ")\\.[1-9][0-9]{0,3}")));

  /** Checks the form, not the opinion id's check character. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LetterId {
    if (!FORM.matcher(value).matches()) {
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
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return value;
  }
}
