package org.opinionloop.bench.speed;

import java.nio.charset.StandardCharsets;

/** Looks into and writes into prepared requests, without making strings of them. */
final class Bytes {

  private Bytes() {}

  /** Where the text begins. */
  static int indexOf(byte[] whole, String text) {
    byte[] part = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i <= whole.length - part.length; i++) {
      int n = 0;
      while (n < part.length && whole[i + n] == part[n]) {
        n++;
      }
      if (n == part.length) {
        return i;
      }
    }
    throw new IllegalArgumentException("it is not in there");
  }

  /** Writes a number with so many digits. */
  static void putDecimal(byte[] into, int at, int digits, long number) {
    long rest = number;
    for (int i = digits - 1; i >= 0; i--) {
      into[at + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
