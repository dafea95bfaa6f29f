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

  boolean isEmpty() {
    return size == 0;
  }

  void add(byte next) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, size * 2));
    }
    bytes[size++] = next;
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
