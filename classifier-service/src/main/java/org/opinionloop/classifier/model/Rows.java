package org.opinionloop.classifier.model;

import java.util.Arrays;

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
    Arrays.fill(words, SIGN);
    long last = SIGN & ~(0xFFL << (lanes % 8 * 8));
    for (int word = stride - 1; word < words.length; word += stride) {
      words[word] = last;
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

  /**
   * By lane the sum of the weights of these buckets, each times the weight of its count, and last
   * the sum of their rarities, each times the square of it.
   */
  float[] sums(Scratch scratch) {
    int[] from = scratch.groupByCount();
    float[] sums = new float[lanes + 1];
    int[] part = new int[stride * 8];
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

  private void add(int[] buckets, int start, int end, int[] sums) {
    for (int s = 0; s < stride; s++) {
      for (int from = start; from < end; from += BLOCK) {
        int to = Math.min(end, from + BLOCK);
        long even = 0;
        long odd = 0;
        for (int i = from; i < to; i++) {
          long word = words[buckets[i] * stride + s];
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
    return Arrays.hashCode(words);
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
