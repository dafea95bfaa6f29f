package org.opinionloop.classifier.model;

import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Makes one spelling of many: traditional characters become simplified ones, full-width letters
 * half-width, capitals small, every number {@code 0}, and whatever is neither letter nor digit a
 * single blank. It is a table of 65,536 characters that travels inside the model file, so that a
 * model always reads texts the way it learned them. Thread-safe, linear time.
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

  /** The text in its one spelling, without blanks at either end. */
  public String normalise(CharSequence text) {
    Scratch scratch = new Scratch();
    scratch.append(this, text);
    int end = scratch.length;
    return new String(scratch.chars, 1, end - 1).strip();
  }

  /** What becomes of this code unit. */
  public char fold(char c) {
    return table[c];
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
