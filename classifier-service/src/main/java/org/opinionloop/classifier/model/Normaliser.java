package org.opinionloop.classifier.model;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Makes one spelling of many: traditional characters become simplified ones, full-width letters
 * half-width, capitals small, every number {@code 0}, and whatever is neither letter nor digit a
 * single blank; only combining marks and invisible characters leave nothing, and surrogates, rare
 * ideographs and emoji alike, stay as they are. It is a table of 65,536 characters that travels
 * inside the model file, so that a model always reads texts the way it learned them. Thread-safe,
 * linear time.
 */
public final class Normaliser {

  /** In the table: the character leaves no trace, as a zero-width joiner. */
  public static final char DROP = 0;

  /** In the table: the character ends a word. */
  public static final char BREAK = ' ';

  /** In the table: the character is a digit. */
  public static final char DIGIT = '0';

  private static final int SIZE = 1 << 16;

  private final char[] table;

  /**
   * A normaliser by this table.
   *
   * @param table what becomes of each UTF-16 code unit, 65,536 of them
   */
  public Normaliser(char[] table) {
    if (table.length != SIZE) {
      throw new IllegalArgumentException(
          "table: " + table.length + " characters (expected: " + SIZE + ")");
    }
    this.table = table.clone();
  }

  /**
   * Whether a Latin word may begin or end beside this character: a break, or an ideograph, for in
   * Chinese nobody writes a blank before {@code APP}.
   */
  public static boolean divides(char c) {
    return c == BREAK || Character.isIdeographic(c);
  }

  /** The text in its one spelling, without blanks at either end. */
  public String normalise(CharSequence text) {
    char[] chars = new char[text.length() + 1];
    chars[0] = BREAK;
    int end = fold(text, chars, null, 1);
    int last = chars[end - 1] == BREAK ? end - 1 : end;
    return last < 1 ? "" : new String(chars, 1, last - 1);
  }

  /**
   * Writes the text in its one spelling; runs of breaks become one, and runs of digits.
   *
   * @param chars where to; what stands before {@code at} counts as the beginning
   * @param origins by character written, its index in the text
   * @param at from where on
   * @return the index after the last character written
   */
  int fold(CharSequence text, char[] chars, int @Nullable [] origins, int at) {
    int n = text.length();
    int end = at;
    char before = chars[at - 1];
    for (int i = 0; i < n; i++) {
      char c = table[text.charAt(i)];
      if (c == DROP || (c == before && (c == BREAK || c == DIGIT))) {
        continue;
      }
      chars[end] = c;
      if (origins != null) {
        origins[end] = i;
      }
      end++;
      before = c;
    }
    return end;
  }

  /** The table itself, as the model file stores it. */
  char[] table() {
    return table;
  }

  /** A fingerprint, so that tests can tell two tables apart. */
  @Override
  public int hashCode() {
    CRC32 sum = new CRC32();
    for (char c : table) {
      sum.update(c >> 8);
      sum.update(c);
    }
    return (int) sum.getValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Normaliser that && Arrays.equals(table, that.table);
  }
}
