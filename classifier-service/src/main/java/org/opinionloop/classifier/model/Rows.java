package org.opinionloop.classifier.model;

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
  private static final long HALF = 0xFFFFFFFFL;
  // 256 * 255 still fits 16 bits.
  private static final int BLOCK = 256;

  private final int bits;
  private final int lanes;
  private final int stride;
  private final float rarity;
  // A bit for each of 32 buckets, and above them how many rows there are before the first: both
  // come
  // with one look.
  private final long[] index;
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
    this.index = new long[known.length * 2];
    int rows = 0;
    for (int i = 0; i < index.length; i++) {
      long present = known[i >>> 1] >>> (i << 5) & HALF;
      index[i] = (long) rows << 32 | present;
      rows += Long.bitCount(present);
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
    long[] known = new long[index.length / 2];
    for (int i = 0; i < index.length; i++) {
      known[i >>> 1] |= (index[i] & HALF) << (i << 5);
    }
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
    long word = index[bucket >>> 5];
    int present = (int) word;
    // Without a branch: whether it is known is a toss-up, and a wrong guess is dear.
    int unknown = (present >>> bucket & 1) - 1;
    return (int) (word >>> 32) + Integer.bitCount(present & (1 << bucket) - 1) | unknown;
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
    return get(words, row, lanes);
  }

  /** The weight in this place, [-128, 127]. */
  int weight(int row, int lane) {
    return get(words, row, lane) - 128;
  }

  /** The weight in this lane for the k-th known place of the text whose {@link #sums} were last. */
  int weight(Scratch scratch, int k, int lane) {
    return get(scratch.rows(stride), k, lane) - 128;
  }

  /**
   * By lane the sum of the weights of a text's rows, each times the weight of its count, and last
   * the sum of their rarities, each times the square of it; in the scratch, until the next text.
   */
  float[] sums(Scratch scratch) {
    long[] rows = gather(scratch);
    int width = stride * 8;
    int[] parts = scratch.parts(BucketCounts.GROUPS * width);
    add(rows, scratch.firsts, 0, scratch.count, parts, 0);
    int[] from = scratch.groupRepeated();
    int once = scratch.count;
    for (int g = 1; g < BucketCounts.GROUPS; g++) {
      add(rows, scratch.grouped, from[g], from[g + 1], parts, g * width);
      for (int lane = 0; lane <= lanes; lane++) {
        parts[lane] -= parts[g * width + lane];
      }
      once -= from[g + 1] - from[g];
    }
    float[] sums = scratch.sums(lanes + 1);
    for (int g = 0; g < BucketCounts.GROUPS; g++) {
      int count = g == 0 ? once : from[g + 1] - from[g];
      float weight = BucketCounts.groupWeight(g);
      for (int lane = 0; lane < lanes; lane++) {
        sums[lane] += weight * (parts[g * width + lane] - 128 * count);
      }
      sums[lanes] += weight * weight * parts[g * width + lanes];
    }
    return sums;
  }

  /** The rows side by side: they are fetched from all over the memory once, many at a time. */
  private long[] gather(Scratch scratch) {
    long[] rows = scratch.rows(stride);
    int known = scratch.known;
    int[] places = scratch.knownPlaces;
    for (int s = 0; s < stride; s++) {
      for (int k = 0; k < known; k++) {
        rows[k * stride + s] = words[places[k] * stride + s];
      }
    }
    return rows;
  }

  private void add(long[] rows, int[] which, int start, int end, int[] sums, int at) {
    for (int s = 0; s < stride; s++) {
      for (int from = start; from < end; from += BLOCK) {
        int to = Math.min(end, from + BLOCK);
        long even = 0;
        long odd = 0;
        for (int i = from; i < to; i++) {
          long word = rows[which[i] * stride + s];
          even += word & BYTES;
          odd += (word >>> 8) & BYTES;
        }
        for (int k = 0; k < 4; k++) {
          sums[at + s * 8 + 2 * k] += (int) (even >>> (16 * k)) & 0xFFFF;
          sums[at + s * 8 + 2 * k + 1] += (int) (odd >>> (16 * k)) & 0xFFFF;
        }
      }
    }
  }

  /** One over the length of the vector that has these {@link #sums}; 0 if it is all unknown. */
  double norm(float[] sums) {
    return sums[lanes] == 0 ? 0 : 1 / Math.sqrt(sums[lanes] * (double) rarity);
  }

  private void set(int row, int lane, int value) {
    int word = row * stride + (lane >> 3);
    int shift = (lane & 7) * 8;
    words[word] = (words[word] & ~(0xFFL << shift)) | ((long) value << shift);
  }

  private int get(long[] from, int row, int lane) {
    return (int) (from[row * stride + (lane >> 3)] >>> ((lane & 7) * 8)) & 0xFF;
  }
}
