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

  /** By normalised character, the buckets of the runs of 1, 2 ... characters from it. */
  int[] runs = {};

  /** Indices of the runs that have a place: those of the title, of the whole, and the words. */
  int[] knownRuns = {};

  /** The places that these runs have. */
  int[] knownPlaces = {};

  /** How many of {@link #knownRuns} are in use. */
  int known;

  /** Where in {@link #knownRuns} the runs of the whole begin, after the title's own. */
  int bodyKnown;

  /** Where in {@link #knownRuns} the runs of the whole end. */
  int runsKnown;

  /** How many of {@link #chars} are in use. */
  int length = 1;

  /** Where in {@link #chars} the text begins, after the title. */
  int body = 1;

  /** By distinct place, in the order of first appearance, where it first is among the known. */
  int[] firsts = {};

  /** How often each of them occurs. */
  int[] counts = {};

  /** How many of {@link #firsts} are in use. */
  int count;

  /** Those that occur more than once, in groups of like counts after {@link #groupRepeated}. */
  int[] grouped = {};

  /** The probabilities of the labels, axis after axis. */
  double[] probabilities = {};

  private final int[] groups = new int[BucketCounts.GROUPS + 1];
  private final int[] next = new int[BucketCounts.GROUPS + 1];
  private float[] sums = {};
  private int[] parts = {};
  private long[] rows = {};

  // Which of the distinct places occur more than once.
  private int[] repeated = {};
  private int repeats;
  private int[] heat = {};

  // By hash a place, plus one, and where it is among the places; as many of them as the mask says
  // are in use.
  private int[] slots = {};
  private int[] indices = {};
  private int mask = FEWEST_SLOTS - 1;

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
    known = 0;
    int capacity = characters + 4 + Ngrams.ORDER;
    if (chars.length < capacity || (chars.length > LARGE && capacity <= LARGE)) {
      room(Math.max(SMALL, capacity));
    }
  }

  private void room(int capacity) {
    chars = new char[capacity];
    chars[0] = Normaliser.BREAK;
    origins = new int[capacity];
    runs = new int[capacity * (Ngrams.ORDER + 1)];
    heat = new int[capacity];
    firsts = new int[MOST_A_CHARACTER * capacity];
    knownRuns = new int[firsts.length + 1];
    knownPlaces = new int[firsts.length + 1];
    rows = new long[0];
    counts = new int[firsts.length];
    repeated = new int[firsts.length];
    grouped = new int[firsts.length];
    slots = new int[Integer.highestOneBit(MOST_A_CHARACTER * capacity) * 4];
    indices = new int[slots.length];
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

  /** Counts how often each of the known places occurs. */
  void tally() {
    // More than twice as many slots as places: a place is found in a step or two.
    mask = Math.max(FEWEST_SLOTS, Integer.highestOneBit(known) * 4) - 1;
    Arrays.fill(slots, 0, mask + 1, 0);
    count = 0;
    repeats = 0;
    for (int k = 0; k < known; k++) {
      add(k);
    }
  }

  private void add(int k) {
    int place = knownPlaces[k];
    int slot = (place * 0x9E3779B1) >>> 7 & mask;
    while (slots[slot] != 0) {
      if (slots[slot] == place + 1) {
        if (counts[indices[slot]]++ == 1) {
          repeated[repeats++] = indices[slot];
        }
        return;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = place + 1;
    indices[slot] = count;
    firsts[count] = k;
    counts[count++] = 1;
  }

  /** The distinct places. */
  int[] places() {
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = knownPlaces[firsts[i]];
    }
    return places;
  }

  /** Sorts what occurs more than once by its group; returns where each begins, and the end. */
  int[] groupRepeated() {
    Arrays.fill(groups, 0);
    for (int r = 0; r < repeats; r++) {
      groups[BucketCounts.group(counts[repeated[r]]) + 1]++;
    }
    for (int g = 0; g < BucketCounts.GROUPS; g++) {
      groups[g + 1] += groups[g];
    }
    System.arraycopy(groups, 0, next, 0, next.length);
    for (int r = 0; r < repeats; r++) {
      int index = repeated[r];
      grouped[next[BucketCounts.group(counts[index])]++] = firsts[index];
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

  /** This many zeros. */
  int[] parts(int lanes) {
    if (parts.length != lanes) {
      parts = new int[lanes];
    } else {
      Arrays.fill(parts, 0);
    }
    return parts;
  }

  /** By known place its row, so many longs each; to be written anew. */
  long[] rows(int stride) {
    if (rows.length < known * stride) {
      rows = new long[knownPlaces.length * stride];
    }
    return rows;
  }

  double[] probabilities(int labels) {
    if (probabilities.length != labels) {
      probabilities = new double[labels];
    }
    return probabilities;
  }

  /** By character of the text a zero, and a few more. */
  int[] heat() {
    Arrays.fill(heat, body, length + Ngrams.ORDER, 0);
    return heat;
  }

  /** Which share of the slots is taken. */
  double load() {
    return count / (mask + 1.0);
  }
}
