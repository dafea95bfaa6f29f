package org.opinionloop.classifier.model;

import java.util.Arrays;

/**
 * The working memory of one classification: the normalised characters, where each came from, and
 * the set of buckets found. Reused from text to text, hence not for two threads at once; it grows
 * with the longest text seen and is let go when that was a very long one.
 */
final class Scratch {

  private static final int LARGE = 1 << 16;

  /** Normalised; index 0 is always a break, and so is the last one after {@link #close}. */
  char[] chars = new char[1024];

  /** For every normalised character, its index in the view it came from. */
  int[] origins = new int[1024];

  /** How many of {@link #chars} are in use. */
  int length = 1;

  /** Distinct buckets in the order of first appearance. */
  int[] buckets = new int[4096];

  /** How many of {@link #buckets} are in use. */
  int count;

  private int[] slots = new int[8192];

  Scratch() {
    chars[0] = Normaliser.BREAK;
  }

  /** Forgets the text and its buckets. */
  void reset() {
    length = 1;
    count = 0;
    if (chars.length > LARGE) {
      chars = new char[1024];
      chars[0] = Normaliser.BREAK;
      origins = new int[1024];
      buckets = new int[4096];
      slots = new int[8192];
    } else {
      Arrays.fill(slots, 0);
    }
  }

  /** Appends the text, normalised: runs of breaks become one, runs of digits one. */
  void append(Normaliser normaliser, CharSequence text) {
    int n = text.length();
    if (chars.length < length + n + 2) {
      int capacity = Math.max(length + n + 2, chars.length * 2);
      chars = Arrays.copyOf(chars, capacity);
      origins = Arrays.copyOf(origins, capacity);
    }
    char before = chars[length - 1];
    for (int i = 0; i < n; i++) {
      char c = normaliser.fold(text.charAt(i));
      if (c == Normaliser.DROP
          || (c == before && (c == Normaliser.BREAK || c == Normaliser.DIGIT))) {
        continue;
      }
      chars[length] = c;
      origins[length] = i;
      length++;
      before = c;
    }
  }

  /** Ends the last word. */
  void close() {
    if (chars[length - 1] != Normaliser.BREAK) {
      chars[length] = Normaliser.BREAK;
      origins[length] = length;
      length++;
    }
  }

  /** Forgets the characters, and keeps the buckets. */
  void rewind() {
    length = 1;
  }

  /** Adds a bucket unless it is there. */
  void add(int bucket) {
    int mask = slots.length - 1;
    int key = bucket + 1;
    int slot = (bucket * 0x9E3779B1) >>> 7 & mask;
    while (slots[slot] != 0) {
      if (slots[slot] == key) {
        return;
      }
      slot = slot + 1 & mask;
    }
    slots[slot] = key;
    buckets[count++] = bucket;
    if (count == buckets.length) {
      grow();
    }
  }

  private void grow() {
    buckets = Arrays.copyOf(buckets, count * 2);
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    for (int i = 0; i < count; i++) {
      int slot = (buckets[i] * 0x9E3779B1) >>> 7 & mask;
      while (larger[slot] != 0) {
        slot = slot + 1 & mask;
      }
      larger[slot] = buckets[i] + 1;
    }
    slots = larger;
  }
}
