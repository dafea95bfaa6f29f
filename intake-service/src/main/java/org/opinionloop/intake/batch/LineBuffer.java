package org.opinionloop.intake.batch;

import java.util.Arrays;

/** The bytes of the line that is being read, up to a limit. */
final class LineBuffer {

  private final int limit;
  private byte[] bytes = new byte[512];
  private int size;

  LineBuffer(int limit) {
    this.limit = limit;
  }

  boolean isFull() {
    return size == limit;
  }

  void add(byte next) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, size * 2));
    }
    bytes[size++] = next;
  }

  /** Adds as many of these as there is room for; says whether there was for all. */
  boolean add(byte[] piece, int from, int to) {
    int fitting = Math.min(to - from, limit - size);
    if (size + fitting > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(2 * bytes.length, size + fitting)));
    }
    System.arraycopy(piece, from, bytes, size, fitting);
    size += fitting;
    return fitting == to - from;
  }

  byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, size);
    size = 0;
    return taken;
  }

  /** Whether there is nothing but blanks in it. */
  boolean isBlank() {
    for (int i = 0; i < size; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
