package org.opinionloop.classifier.model;

import java.util.Arrays;

/**
 * The weights of the n-grams that training met: for each of them a row of bytes, one signed weight
 * a lane, and last its squared rarity, unsigned, for the length of a text's vector. Which buckets
 * have a row is a bit each, so that an n-gram nobody has learned costs one look at half a megabyte.
 * Eight bytes lie in one long and are added at once: weights are kept shifted by 128, so that no
 * lane borrows from its neighbour.
 */
public final class Rows {

  /** No row: training never met the n-gram. */
  static final int UNKNOWN = -1;

  private static final long BYTES = 0x00FF00FF00FF00FFL;
  // 256 * 255 still fits 16 bits.
  private static final int BLOCK = 256;

  private final int bits;
  private final int lanes;
  private final int stride;
  private final float rarity;
  private final long[] known;
  // By word of the bits, how many rows there are before its first.
  private final int[] before;
  private final long[] words;

  /**
   * Rows of zeros.
   *
   * @param bits the binary logarithm of the number of buckets, [8, 22]
   * @param lanes weights a row, [1, 255]
   * @param rarity what a unit of the last byte is worth
   * @param buckets which buckets have a row; their rows are in the order of the buckets' numbers
   */
  public Rows(int bits, int lanes, float rarity, int[] buckets) {
    this(bits, lanes, rarity, known(bits, buckets));
    for (int row = 0; row < size(); row++) {
      for (int lane = 0; lane < lanes; lane++) {
        weight(row, lane, 0);
      }
    }
  }

  /** Rows of these buckets, one bit a bucket; {@link #words} is to be filled. */
  Rows(int bits, int lanes, float rarity, long[] known) {
    if (bits < 8 || bits > 22 || lanes < 1 || lanes > 255 || !(rarity > 0)) {
      throw new IllegalArgumentException(
          "rows: 2^" + bits + " x " + lanes + " (expected: 2^8 to 2^22 x 1 to 255)");
    }
    this.bits = bits;
    this.lanes = lanes;
    this.stride = (lanes + 8) / 8;
    this.rarity = rarity;
    this.known = known;
    this.before = new int[known.length];
    int rows = 0;
    for (int i = 0; i < known.length; i++) {
      before[i] = rows;
      rows += Long.bitCount(known[i]);
    }
    this.words = new long[rows * stride];
  }

  /** How many longs hold a bit for each of 2^bits buckets. */
  static int longs(int bits) {
    return 1 << (bits - 6);
  }

  private static long[] known(int bits, int[] buckets) {
    long[] known = new long[longs(bits)];
    for (int bucket : buckets) {
      known[bucket >>> 6] |= 1L << bucket;
    }
    return known;
  }

  int bits() {
    return bits;
  }

  int lanes() {
    return lanes;
  }

  float rarity() {
    return rarity;
  }

  /** A bit a bucket: whether it has a row. */
  long[] known() {
    return known;
  }

  /** All rows, as the model file stores them. */
  long[] words() {
    return words;
  }

  /** How many rows there are. */
  int size() {
    return words.length / stride;
  }

  /** How many bytes a row takes; they are whole longs. */
  int width() {
    return stride * 8;
  }

  /** The row of this bucket, or {@link #UNKNOWN}. */
  int row(int bucket) {
    long word = known[bucket >>> 6];
    // Without a branch: whether it is known is a toss-up, and a wrong guess is dear.
    int unknown = (int) (word >>> bucket & 1) - 1;
    return before[bucket >>> 6] + Long.bitCount(word & (1L << bucket) - 1) | unknown;
  }

  /** Sets a weight, [-127, 127]. */
  public void weight(int row, int lane, int weight) {
    set(row, lane, weight + 128);
  }

  /** Sets the squared rarity, [0, 255]. */
  public void rarity(int row, int squared) {
    set(row, lanes, squared);
  }

  /** The squared rarity of this row, [0, 255]. */
  int rarityOf(int row) {
    return get(row, lanes);
  }

  /** The weight in this place, [-128, 127]. */
  int weight(int row, int lane) {
    return get(row, lane) - 128;
  }

  /**
   * By lane the sum of the weights of these rows, each times the weight of its count, and last the
   * sum of their rarities, each times the square of it; in the scratch, until the next text.
   */
  float[] sums(Scratch scratch) {
    int[] from = scratch.groupByCount();
    float[] sums = scratch.sums(lanes + 1);
    int[] part = scratch.part(stride * 8);
    for (int g = 0; g < BucketCounts.GROUPS; g++) {
      int count = from[g + 1] - from[g];
      if (count == 0) {
        continue;
      }
      Arrays.fill(part, 0);
      add(scratch.grouped, from[g], from[g + 1], part);
      float weight = BucketCounts.groupWeight(g);
      for (int lane = 0; lane < lanes; lane++) {
        sums[lane] += weight * (part[lane] - 128 * count);
      }
      sums[lanes] += weight * weight * part[lanes];
    }
    return sums;
  }

  private void add(int[] rows, int start, int end, int[] sums) {
    for (int s = 0; s < stride; s++) {
      for (int from = start; from < end; from += BLOCK) {
        int to = Math.min(end, from + BLOCK);
        long even = 0;
        long odd = 0;
        for (int i = from; i < to; i++) {
          long word = words[rows[i] * stride + s];
          even += word & BYTES;
          odd += (word >>> 8) & BYTES;
        }
        for (int k = 0; k < 4; k++) {
          sums[s * 8 + 2 * k] += (int) (even >>> (16 * k)) & 0xFFFF;
          sums[s * 8 + 2 * k + 1] += (int) (odd >>> (16 * k)) & 0xFFFF;
        }
      }
    }
  }

  /** One over the length of the vector that has these {@link #sums}; 0 if it is all unknown. */
  double norm(float[] sums) {
    return sums[lanes] == 0 ? 0 : 1 / Math.sqrt(sums[lanes] * (double) rarity);
  }

  /** A number that tells these rows from others. */
  public int fingerprint() {
    return 31 * Arrays.hashCode(known) + Arrays.hashCode(words);
  }

  private void set(int row, int lane, int value) {
    int word = row * stride + (lane >> 3);
    int shift = (lane & 7) * 8;
    words[word] = (words[word] & ~(0xFFL << shift)) | ((long) value << shift);
  }

  private int get(int row, int lane) {
    return (int) (words[row * stride + (lane >> 3)] >>> ((lane & 7) * 8)) & 0xFF;
  }
}
