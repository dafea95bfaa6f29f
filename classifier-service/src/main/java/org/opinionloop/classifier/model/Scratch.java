package org.opinionloop.classifier.model;

import java.util.Arrays;

/**
 * The working memory of one classification: the normalised characters, where each came from, and
 * the set of places found. Reused from text to text, hence not for two threads at once; it grows
 * with the longest text seen and is let go when that was a very long one.
 */
final class Scratch {

  private static final int LARGE = 1 << 16;
  private static final int SMALL = 1024;
  private static final int FEWEST_SLOTS = 256;
  // Runs and words of a title count for themselves and as part of the whole.
  private static final int MOST_A_CHARACTER = 2 * (Ngrams.ORDER + 1);

  /** Normalised; index 0 is always a break, and so is the last one after {@link #close}. */
  char[] chars = {};

  /** For every normalised character, its index in the view it came from. */
  int[] origins = {};

  /**
   * By normalised character, the places of the runs of 1, 2 ... characters from it; or negative.
   */
  int[] runs = {};

  /** Indices of the runs that have a place, rising. */
  int[] knownRuns = {};

  /** How many of {@link #knownRuns} are in use. */
  int known;

  /** How many of {@link #chars} are in use. */
  int length = 1;

  /** Where in {@link #chars} the text begins, after the title. */
  int body = 1;

  /** Distinct places in the order of first appearance. */
  int[] places = {};

  /** How often each of them occurs. */
  int[] counts = {};

  /** The places in groups of like counts, after {@link #groupByCount}. */
  int[] grouped = {};

  /** How many of {@link #places} are in use. */
  int count;

  /** The probabilities of the labels, axis after axis. */
  double[] probabilities = {};

  private final int[] groups = new int[BucketCounts.GROUPS + 1];
  private final int[] next = new int[BucketCounts.GROUPS + 1];
  private float[] sums = {};
  private int[] part = {};
  private float[] heat = {};
  private float[] shares = {};

  // Indices of places, plus one, by hash; as many of them as the mask says are in use.
  private int[] slots = {};
  private int mask;

  Scratch() {
    room(SMALL);
  }

  /**
   * Forgets the text and its places.
   *
   * @param characters how long the next text is at most
   */
  void reset(int characters) {
    length = 1;
    body = 1;
    count = 0;
    int capacity = characters + 4 + Ngrams.ORDER;
    if (chars.length < capacity || (chars.length > LARGE && capacity <= LARGE)) {
      room(Math.max(SMALL, capacity));
    }
    mask = Math.max(FEWEST_SLOTS, Integer.highestOneBit(2 * Ngrams.ORDER * characters)) - 1;
    Arrays.fill(slots, 0, mask + 1, 0);
  }

  private void room(int capacity) {
    chars = new char[capacity];
    chars[0] = Normaliser.BREAK;
    origins = new int[capacity];
    runs = new int[capacity * (Ngrams.ORDER + 1)];
    knownRuns = new int[runs.length + 1];
    heat = new float[capacity];
    shares = new float[capacity * Ngrams.ORDER];
    places = new int[MOST_A_CHARACTER * capacity];
    counts = new int[places.length];
    grouped = new int[places.length];
    slots = new int[Integer.highestOneBit(MOST_A_CHARACTER * capacity) * 4];
  }

  /** Appends the text, normalised: runs of breaks become one, runs of digits one. */
  void append(Normaliser normaliser, CharSequence text) {
    length = normaliser.fold(text, chars, origins, length);
  }

  /** Ends the last word. */
  void close() {
    if (chars[length - 1] != Normaliser.BREAK) {
      chars[length] = Normaliser.BREAK;
      origins[length] = length;
      length++;
    }
  }

  /** Counts a place. */
  void add(int place) {
    int slot = slot(place) & mask;
    for (int index = slots[slot]; index != 0; index = slots[slot]) {
      if (places[index - 1] == place) {
        counts[index - 1]++;
        return;
      }
      slot = (slot + 1) & mask;
    }
    places[count] = place;
    counts[count] = 1;
    slots[slot] = ++count;
    if (2 * count > mask && mask + 1 < slots.length) {
      spread();
    }
  }

  private void spread() {
    mask = 2 * mask + 1;
    Arrays.fill(slots, 0, mask + 1, 0);
    for (int i = 0; i < count; i++) {
      int slot = slot(places[i]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
  }

  /** Sorts the places by their group; returns where each group begins, and the end. */
  int[] groupByCount() {
    Arrays.fill(groups, 0);
    for (int i = 0; i < count; i++) {
      groups[BucketCounts.group(counts[i]) + 1]++;
    }
    for (int g = 0; g < BucketCounts.GROUPS; g++) {
      groups[g + 1] += groups[g];
    }
    System.arraycopy(groups, 0, next, 0, next.length);
    for (int i = 0; i < count; i++) {
      grouped[next[BucketCounts.group(counts[i])]++] = places[i];
    }
    return groups;
  }

  /** This many zeros. */
  float[] sums(int lanes) {
    if (sums.length != lanes) {
      sums = new float[lanes];
    } else {
      Arrays.fill(sums, 0);
    }
    return sums;
  }

  int[] part(int lanes) {
    if (part.length != lanes) {
      part = new int[lanes];
    }
    return part;
  }

  double[] probabilities(int labels) {
    if (probabilities.length != labels) {
      probabilities = new double[labels];
    }
    return probabilities;
  }

  /** By character, how much speaks for a label; to be written anew. */
  float[] heat() {
    return heat;
  }

  /** By run a zero. */
  float[] shares() {
    Arrays.fill(shares, 0, length * Ngrams.ORDER, 0);
    return shares;
  }

  /** Which share of the slots is taken. */
  double load() {
    return count / (mask + 1.0);
  }

  private static int slot(int place) {
    return (place * 0x9E3779B1) >>> 7;
  }
}
