package org.opinionloop.classifier.model;

import java.util.function.IntUnaryOperator;

/**
 * What a text is made of, as a set of buckets: every run of one to four characters that crosses no
 * break, and every word of Latin letters as a whole, hashed; those of the title a second time under
 * another seed. No phrase can be read back out of a bucket's number.
 */
final class Ngrams {

  static final int ORDER = 4;

  private static final int NONE = -1;
  private static final long BODY = 0x9E3779B97F4A7C15L;
  private static final long TITLE = 0xC2B2AE3D27D4EB4FL;
  private static final long WORD = 0x165667B19E3779F9L;
  private static final long PRIME = 0xFF51AFD7ED558CCDL;

  private final int shift;
  private final IntUnaryOperator places;

  /**
   * N-grams over this many buckets.
   *
   * @param bits the binary logarithm of the number of buckets, [1, 30]
   * @param places where a bucket is to be counted; negative: nowhere
   */
  Ngrams(int bits, IntUnaryOperator places) {
    this.shift = Long.SIZE - bits;
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
  }

  private void collect(Scratch scratch, long seed) {
    char[] chars = scratch.chars;
    int[] runs = scratch.runs;
    int end = scratch.length - 1;
    int words = end * ORDER;
    long word = 0;
    for (int i = 1; i < end; i++) {
      long state = seed;
      int run = i * ORDER;
      int past = run + ORDER;
      for (int at = i; run < past && chars[at] != Normaliser.BREAK; at++) {
        state = (state ^ chars[at]) * PRIME;
        runs[run++] = bucket(state);
      }
      while (run < past) {
        runs[run++] = NONE;
      }
      char first = chars[i];
      if (first < 128 && first != Normaliser.BREAK) {
        char before = chars[i - 1];
        word = ((before < 128 && before != Normaliser.BREAK ? word : WORD) ^ first) * PRIME;
        if (chars[i + 1] == Normaliser.BREAK || chars[i + 1] >= 128) {
          runs[words++] = bucket(word);
        }
      }
    }
    // Pass after pass, so that many look-ups are under way at once.
    for (int run = ORDER; run < words; run++) {
      int bucket = runs[run];
      runs[run] = bucket < 0 ? NONE : places.applyAsInt(bucket);
    }
    int[] known = scratch.knownRuns;
    int count = 0;
    for (int run = ORDER; run < words; run++) {
      known[count] = run;
      count += ~runs[run] >>> 31;
    }
    for (int k = 0; k < count; k++) {
      scratch.add(runs[known[k]]);
    }
    // A word as a whole has no place among the runs of its characters.
    while (count > 0 && known[count - 1] >= end * ORDER) {
      count--;
    }
    scratch.known = count;
  }

  /** The bucket of these two characters next to each other in a text. */
  int pair(char first, char second) {
    return bucket(((BODY ^ first) * PRIME ^ second) * PRIME);
  }

  private int bucket(long state) {
    return (int) ((state ^ state << 23) >>> shift);
  }
}
