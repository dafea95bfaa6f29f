package org.opinionloop.classifier.model;

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

  /**
   * N-grams over this many buckets.
   *
   * @param bits the binary logarithm of the number of buckets, [1, 30]
   */
  Ngrams(int bits) {
    this.shift = Long.SIZE - bits;
  }

  /** Fills the scratch with the buckets of a text. */
  void extract(Normaliser normaliser, String title, String text, Scratch scratch) {
    scratch.reset();
    if (!title.isEmpty()) {
      scratch.append(normaliser, title);
      scratch.close();
      collect(scratch, TITLE);
    }
    scratch.append(normaliser, text);
    scratch.close();
    collect(scratch, BODY);
  }

  /** The bucket of the n-gram that starts with this state, one character longer. */
  static long next(long state, char c) {
    return (state ^ c) * PRIME;
  }

  static long body() {
    return BODY;
  }

  static long title() {
    return TITLE;
  }

  int bucket(long state) {
    return (int) ((state ^ state << 23) >>> shift);
  }

  private void collect(Scratch scratch, long seed) {
    char[] chars = scratch.chars;
    int end = scratch.length - 1;
    long word = 0;
    for (int i = 1; i < end; i++) {
      char first = chars[i];
      if (first == Normaliser.BREAK) {
        continue;
      }
      long state = next(seed, first);
      scratch.add(bucket(state));
      for (int k = 1; k < ORDER; k++) {
        char c = chars[i + k];
        if (c == Normaliser.BREAK) {
          break;
        }
        state = next(state, c);
        scratch.add(bucket(state));
      }
      if (first < 128) {
        word = next(chars[i - 1] < 128 && chars[i - 1] != Normaliser.BREAK ? word : WORD, first);
        if (chars[i + 1] == Normaliser.BREAK || chars[i + 1] >= 128) {
          scratch.add(bucket(word));
        }
      }
    }
  }
}
