package org.opinionloop.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * The receipt number of an opinion: 80 bits in Crockford base 32, in groups of four, and a check
 * character, as in {@code 4F7K-9QX2-M3TD-8VRC-R}. A person can read it over the telephone: lower
 * case, missing or extra hyphens, blanks and the look-alikes {@code O}, {@code I} and {@code L} are
 * understood.
 *
 * <p>The check character is a linear code over GF(32): with α a root of x⁵+x²+1, the weighted sum Σ
 * αⁱ·dᵢ over all 17 characters is zero. Weights differ and none is zero, so every single wrong
 * character and every swap of two characters, adjacent or not, is noticed (cf. R. Hill, A First
 * Course in Coding Theory, ch. 3).
 *
 * @param value the canonical form, 21 characters
 */
public record OpinionId(@JsonValue String value) implements Comparable<OpinionId> {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BYTES = 10;
  private static final int DIGITS = 16;

  /** Of the canonical form, in characters. */
  static final int LENGTH = DIGITS + 1 + 4;

  private static final int[] POWERS = powersOfAlpha();
  private static final int[] LOGARITHMS = logarithms();
  private static final byte[] DIGIT_OF = digits();

  /** Accepts only the canonical form; use {@link #parse} for what a person typed. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public OpinionId {
    if (!value.equals(format(digitsOf(value)))) {
      throw invalid(value);
    }
  }

  /** The id made of these 10 bytes, most significant first. */
  public static OpinionId of(byte[] bits) {
    if (bits.length != BYTES) {
      throw new IllegalArgumentException(
          "bits: " + bits.length + " bytes (expected: " + BYTES + ")");
    }
    byte[] digits = new byte[DIGITS + 1];
    for (int i = 0; i < DIGITS; i++) {
      int bit = i * 5;
      int high = bits[bit >> 3] & 0xFF;
      int low = (bit >> 3) + 1 < BYTES ? bits[(bit >> 3) + 1] & 0xFF : 0;
      digits[i] = (byte) (((high << 8 | low) >> (11 - (bit & 7))) & 31);
    }
    digits[DIGITS] = check(digits);
    return new OpinionId(format(digits));
  }

  /**
   * Reads what a person or a program wrote.
   *
   * @throws IllegalArgumentException if it is no opinion id or the check character does not fit;
   *     the message does not repeat it, since people paste all sorts of things
   */
  public static OpinionId parse(String text) {
    return new OpinionId(format(digitsOf(text)));
  }

  /** The first 12 of its 16 digits as a number, 60 bits. */
  public long leadingBits() {
    return number(0, 12);
  }

  /** The other 4 of its 16 digits as a number, 20 bits: with the leading ones the whole id. */
  public int trailingBits() {
    return (int) number(12, DIGITS);
  }

  private long number(int from, int to) {
    long number = 0;
    for (int digit = from; digit < to; digit++) {
      number = (number << 5) | DIGIT_OF[value.charAt(digit + digit / 4)];
    }
    return number;
  }

  /**
   * Whether a text of {@link #LENGTH} characters or more begins like an id; the check character is
   * not looked at.
   */
  static boolean begins(String text) {
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      if (i % 5 == 4 ? c != '-' : ALPHABET.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(OpinionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static byte[] digitsOf(String text) {
    byte[] digits = new byte[DIGITS + 1];
    int n = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '-' || c == ' ') {
        continue;
      }
      int digit = c < DIGIT_OF.length ? DIGIT_OF[c] : -1;
      if (digit < 0 || n == digits.length) {
        throw invalid(text);
      }
      digits[n++] = (byte) digit;
    }
    if (n != digits.length || digits[DIGITS] != check(digits)) {
      throw invalid(text);
    }
    return digits;
  }

  private static String format(byte[] digits) {
    char[] out = new char[LENGTH];
    int at = 0;
    for (int i = 0; i <= DIGITS; i++) {
      if (i > 0 && i % 4 == 0) {
        out[at++] = '-';
      }
      out[at++] = ALPHABET.charAt(digits[i]);
    }
    return new String(out);
  }

  /**
   * The digit d at position 0 (weight α⁰ = 1) for which the weighted sum of all is zero; positions
   * 1.. are the digits.
   */
  private static byte check(byte[] digits) {
    int sum = 0;
    for (int i = 0; i < DIGITS; i++) {
      if (digits[i] != 0) {
        sum ^= POWERS[(LOGARITHMS[digits[i]] + i + 1) % 31];
      }
    }
    return (byte) sum;
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "opinion id: "
            + text.length()
            + " characters (expected: 16 of Crockford base 32 and a check character that fits)");
  }

  private static int[] powersOfAlpha() {
    int[] powers = new int[31];
    int power = 1;
    for (int i = 0; i < 31; i++) {
      powers[i] = power;
      power <<= 1;
      if (power > 31) {
        power ^= 0b100101;
      }
    }
    return powers;
  }

  private static int[] logarithms() {
    int[] logarithms = new int[32];
    for (int i = 0; i < 31; i++) {
      logarithms[POWERS[i]] = i;
    }
    return logarithms;
  }

  private static byte[] digits() {
    byte[] digits = new byte[128];
    Arrays.fill(digits, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      String character = ALPHABET.substring(i, i + 1);
      digits[character.charAt(0)] = (byte) i;
      digits[character.toLowerCase(Locale.ROOT).charAt(0)] = (byte) i;
    }
    digits['O'] = digits['o'] = 0;
    digits['I'] = digits['i'] = digits['L'] = digits['l'] = 1;
    return digits;
  }
}
