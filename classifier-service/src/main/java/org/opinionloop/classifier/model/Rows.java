package org.opinionloop.classifier.model;

/**
 * The weights: for every bucket a row of bytes, one signed weight a lane, and last the squared
 * rarity of the bucket, unsigned, for the length of a text's vector. Eight bytes lie in one long
 * and are added at once: weights are kept shifted by 128, so that no lane borrows from its
 * neighbour.
 */
public final class Rows {

  private static final long BYTES = 0x00FF00FF00FF00FFL;
  private static final long SIGN = 0x8080808080808080L;
  // 256 * 255 still fits 16 bits.
  private static final int BLOCK = 256;

  private final int bits;
  private final int lanes;
  private final int stride;
  private final float rarity;
  private final long[] words;

  /**
   * Rows of zeros.
   *
   * @param bits the binary logarithm of the number of buckets, [8, 22]
   * @param lanes weights a row, [1, 255]
   * @param rarity what a unit of the last byte is worth
   */
  public Rows(int bits, int lanes, float rarity) {
    if (bits < 8 || bits > 22 || lanes < 1 || lanes > 255 || !(rarity > 0)) {
      throw new IllegalArgumentException(
          "rows: 2^" + bits + " x " + lanes + " (expected: 2^8 to 2^22 x 1 to 255)");
    }
    this.bits = bits;
    this.lanes = lanes;
    this.stride = (lanes + 8) / 8;
    this.rarity = rarity;
    this.words = new long[stride << bits];
    java.util.Arrays.fill(words, SIGN);
    for (int bucket = 0; bucket < 1 << bits; bucket++) {
      set(bucket, lanes, 0);
    }
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

  /** Sets a weight, [-127, 127]. */
  public void weight(int bucket, int lane, int weight) {
    set(bucket, lane, weight + 128);
  }

  /** Sets the squared rarity, [0, 255]. */
  public void rarity(int bucket, int squared) {
    set(bucket, lanes, squared);
  }

  /** The weight in this place, [-128, 127]. */
  int weight(int bucket, int lane) {
    return get(bucket, lane) - 128;
  }

  /** The squared rarity of this bucket, [0, 255]; 0 if training never met it. */
  int rarity(int bucket) {
    return get(bucket, lanes);
  }

  /** By lane the sum of the weights of these buckets, and last the sum of their rarities. */
  int[] sums(int[] buckets, int count) {
    int[] sums = new int[stride * 8];
    for (int s = 0; s < stride; s++) {
      for (int from = 0; from < count; from += BLOCK) {
        int to = Math.min(count, from + BLOCK);
        long even = 0;
        long odd = 0;
        for (int i = from; i < to; i++) {
          long word = words[buckets[i] * stride + s];
          even += word & BYTES;
          odd += word >>> 8 & BYTES;
        }
        for (int k = 0; k < 4; k++) {
          sums[s * 8 + 2 * k] += (int) (even >>> (16 * k)) & 0xFFFF;
          sums[s * 8 + 2 * k + 1] += (int) (odd >>> (16 * k)) & 0xFFFF;
        }
      }
    }
    for (int lane = 0; lane < lanes; lane++) {
      sums[lane] -= 128 * count;
    }
    return sums;
  }

  /** One over the length of the vector that has these {@link #sums}; 0 if it is all unknown. */
  double norm(int[] sums) {
    return sums[lanes] == 0 ? 0 : 1 / Math.sqrt(sums[lanes] * (double) rarity);
  }

  /** A number that tells these rows from others. */
  public int fingerprint() {
    return java.util.Arrays.hashCode(words);
  }

  private void set(int bucket, int lane, int value) {
    int word = bucket * stride + lane / 8;
    int shift = lane % 8 * 8;
    words[word] = (words[word] & ~(0xFFL << shift)) | ((long) value << shift);
  }

  private int get(int bucket, int lane) {
    return (int) (words[bucket * stride + lane / 8] >>> (lane % 8 * 8)) & 0xFF;
  }
}
