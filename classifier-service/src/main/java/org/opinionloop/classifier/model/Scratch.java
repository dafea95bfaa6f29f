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

  /** How often each of them occurs. */
  int[] counts = new int[4096];

  /** The buckets in groups of like counts, after {@link #groupByCount}. */
  int[] grouped = new int[4096];

  /** How many of {@link #buckets} are in use. */
  int count;

  // Places in the buckets, plus one, by hash.
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
      counts = new int[4096];
      grouped = new int[4096];
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

  /** Counts a bucket. */
  void add(int bucket) {
    int mask = slots.length - 1;
    int slot = slot(bucket) & mask;
    for (int place = slots[slot]; place != 0; place = slots[slot]) {
      if (buckets[place - 1] == bucket) {
        counts[place - 1]++;
        return;
      }
      slot = (slot + 1) & mask;
    }
    buckets[count] = bucket;
    counts[count] = 1;
    slots[slot] = ++count;
    if (count == buckets.length) {
      grow();
    }
  }

  /** Sorts the buckets by their group; returns where each group begins, and the end. */
  int[] groupByCount() {
    int[] from = new int[BucketCounts.GROUPS + 1];
    for (int i = 0; i < count; i++) {
      from[BucketCounts.group(counts[i]) + 1]++;
    }
    for (int g = 0; g < BucketCounts.GROUPS; g++) {
      from[g + 1] += from[g];
    }
    if (grouped.length < count) {
      grouped = new int[buckets.length];
    }
    int[] next = from.clone();
    for (int i = 0; i < count; i++) {
      grouped[next[BucketCounts.group(counts[i])]++] = buckets[i];
    }
    return from;
  }

  private void grow() {
    buckets = Arrays.copyOf(buckets, count * 2);
    counts = Arrays.copyOf(counts, count * 2);
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int i = 0; i < count; i++) {
      int slot = slot(buckets[i]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
  }

  private static int slot(int bucket) {
    return (bucket * 0x9E3779B1) >>> 7;
  }
}
