package org.opinionloop.bench.speed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Looks into and writes into prepared requests, without making strings of them. */
final class Bytes {

  private Bytes() {}

  /** Where the text begins for the first time. */
  static int indexOf(byte[] whole, String text) {
    return indicesOf(whole, text).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("it is not in there"));
  }

  /** Everywhere where the text begins. */
  static List<Integer> indicesOf(byte[] whole, String text) {
    byte[] part = text.getBytes(StandardCharsets.UTF_8);
    return IntStream.rangeClosed(0, whole.length - part.length)
        .filter(at -> Arrays.equals(whole, at, at + part.length, part, 0, part.length))
        .boxed()
        .toList();
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
