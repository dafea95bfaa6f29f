package org.opinionloop.classifier.model;

import java.util.function.IntUnaryOperator;

/**
 * What a text is made of, as a set of buckets: every run of one to four characters that crosses no
 * break, and every word of Latin letters as a whole, hashed; those of the title a second time under
 * another seed. No phrase can be read back out of a bucket's number.
 */
final class Ngrams {

  static final int ORDER = 4;

  private static final long BODY = 0x9E3779B97F4A7C15L;
  private static final long TITLE = 0xC2B2AE3D27D4EB4FL;
  private static final long WORD = 0x165667B19E3779F9L;
  private static final long PRIME = 0xFF51AFD7ED558CCDL;

  private final int shift;
  private final int last;
  private final IntUnaryOperator places;

  /**
   * N-grams over this many buckets.
   *
   * @param bits the binary logarithm of the number of buckets, [1, 30]
   * @param places where a bucket is to be counted; negative: nowhere
   */
  Ngrams(int bits, IntUnaryOperator places) {
    this.shift = Long.SIZE - bits;
    this.last = (1 << bits) - 1;
    this.places = places;
  }

  /** Fills the scratch with the text and the places of its buckets. */
  void extract(Normaliser normaliser, String title, String text, Scratch scratch) {
    scratch.reset(title.length() + text.length());
    if (!title.isEmpty()) {
      scratch.append(normaliser, title);
      scratch.close();
      collect(scratch, TITLE);
    }
    scratch.body = scratch.length;
    scratch.append(normaliser, text);
    scratch.close();
    collect(scratch, BODY);
    scratch.tally();
  }

  private void collect(Scratch scratch, long seed) {
    char[] chars = scratch.chars;
    int[] runs = scratch.runs;
    int end = scratch.length - 1;
    // From the end, so that it is known how far the next break is: a run that would cross it is
    // hashed like any other and struck out without a branch, for a wrong guess is dear.
    int left = 0;
    for (int i = end - 1; i > 0; i--) {
      left = chars[i] == Normaliser.BREAK ? 0 : left + 1;
      long state = seed;
      for (int n = 0; n < ORDER; n++) {
        state = (state ^ chars[i + n]) * PRIME;
        runs[i * ORDER + n] = bucket(state) | (left - n - 1) >> (Integer.SIZE - 1);
      }
    }
    int words = end * ORDER;
    scratch.bodyKnown = scratch.known;
    lookUp(ORDER, words, scratch);
    scratch.runsKnown = scratch.known;
    // A word as a whole has no place among the runs of its characters.
    lookUp(words, words(chars, end, runs), scratch);
  }

  /** Puts the words of Latin letters after the runs; returns where they end. */
  private int words(char[] chars, int end, int[] runs) {
    int words = end * ORDER;
    long word = WORD;
    for (int i = 1; i < end; i++) {
      char c = chars[i];
      if (c >= 128 || c == Normaliser.BREAK) {
        word = WORD;
        continue;
      }
      word = (word ^ c) * PRIME;
      if (chars[i + 1] == Normaliser.BREAK || chars[i + 1] >= 128) {
        runs[words++] = bucket(word);
      }
    }
    return words;
  }

  /** Keeps of these runs those that have a place. */
  private void lookUp(int from, int to, Scratch scratch) {
    int[] runs = scratch.runs;
    int[] knownRuns = scratch.knownRuns;
    int[] knownPlaces = scratch.knownPlaces;
    int known = scratch.known;
    for (int run = from; run < to; run++) {
      int bucket = runs[run];
      int place = places.applyAsInt(bucket & last) | bucket >> (Integer.SIZE - 1);
      knownRuns[known] = run;
      knownPlaces[known] = place;
      known += ~place >>> (Integer.SIZE - 1);
    }
    scratch.known = known;
  }

  /** The bucket of these two characters next to each other in a text. */
  int pair(char first, char second) {
    return bucket(((BODY ^ first) * PRIME ^ second) * PRIME);
  }

  private int bucket(long state) {
    return (int) ((state ^ state << 23) >>> shift);
  }
}
