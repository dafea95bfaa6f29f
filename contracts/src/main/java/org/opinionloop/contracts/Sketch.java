package org.opinionloop.contracts;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * The heaviest features of a text, hashed, each with what it weighs: enough to tell how much two
 * texts are about the same thing, too little to read either. The cosine of two sketches stands for
 * the cosine of the texts' whole TF-IDF vectors. Immutable.
 */
public final class Sketch {

  /** Features kept of a text. */
  public static final int MOST = 64;

  /** Hexadecimal digits that stand for a feature. */
  static final int DIGITS = 8;

  private static final int HEAVIEST = 255;
  private static final int HASH = 0xFFFFFF;

  // The hash in the upper 24 bits, the weight, 1 to 255, in the lower 8.
  private final int[] byWeight;
  private final int[] byHash;
  private final double norm;

  private Sketch(int[] byWeight) {
    this.byWeight = byWeight;
    this.byHash = byWeight.clone();
    // Hashes as unsigned numbers, in order.
    for (int i = 0; i < byHash.length; i++) {
      byHash[i] ^= Integer.MIN_VALUE;
    }
    Arrays.sort(byHash);
    double sum = 0;
    for (int i = 0; i < byHash.length; i++) {
      byHash[i] ^= Integer.MIN_VALUE;
      sum += (double) weight(byHash[i]) * weight(byHash[i]);
    }
    this.norm = Math.sqrt(sum);
  }

  /**
   * The {@value #MOST} heaviest of these features; of equals the ones with the smaller hash.
   *
   * @param weights by hash, of which the lower 24 bits count; each weight greater than 0
   */
  public static Sketch of(Map<Integer, Double> weights) {
    Builder builder = new Builder();
    weights.forEach(builder::add);
    return builder.build();
  }

  /** Takes features in any order; of equal hashes the heaviest counts. Not thread-safe. */
  public static final class Builder {

    private int[] hashes = new int[256];
    private double[] weights = new double[256];
    private int size;

    /**
     * One more.
     *
     * @param hash of which the lower 24 bits count
     * @param weight greater than 0
     */
    public void add(int hash, double weight) {
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * size);
        weights = Arrays.copyOf(weights, 2 * size);
      }
      hashes[size] = hash & HASH;
      weights[size++] = weight;
    }

    /** The {@value #MOST} heaviest; of equals the ones with the smaller hash. */
    public Sketch build() {
      double highest = Arrays.stream(weights, 0, size).max().orElse(1);
      // Lightness above, hash below: in ascending order the heaviest come first.
      long[] order = new long[size];
      for (int i = 0; i < size; i++) {
        long weight = Math.max(1, Math.round(weights[i] / highest * HEAVIEST));
        order[i] = (HEAVIEST - weight) << 32 | hashes[i];
      }
      Arrays.sort(order);
      int[] features = new int[Math.min(MOST, size)];
      int kept = 0;
      for (int i = 0; i < size && kept < MOST; i++) {
        int feature = (int) order[i] << 8 | HEAVIEST - (int) (order[i] >>> 32);
        if (!holds(features, kept, feature)) {
          features[kept++] = feature;
        }
      }
      return new Sketch(Arrays.copyOf(features, kept));
    }

    /** Whether the same hash is among the first so many, which are as heavy or heavier. */
    private static boolean holds(int[] features, int kept, int feature) {
      for (int i = 0; i < kept; i++) {
        if (features[i] >>> 8 == feature >>> 8) {
          return true;
        }
      }
      return false;
    }
  }

  /** The sketch in this text, heaviest first; see {@link #encoded()}. */
  public static Sketch decode(String encoded) {
    int[] features = new int[encoded.length() / DIGITS];
    for (int i = 0; i < features.length; i++) {
      features[i] = HexFormat.fromHexDigits(encoded, DIGITS * i, DIGITS * (i + 1));
    }
    return new Sketch(features);
  }

  /** Eight hexadecimal digits a feature, six of hash and two of weight, heaviest first. */
  public String encoded() {
    StringBuilder encoded = new StringBuilder(DIGITS * byWeight.length);
    for (int feature : byWeight) {
      encoded.append(HexFormat.of().toHexDigits(feature));
    }
    return encoded.toString();
  }

  /** How many features it has. */
  public int size() {
    return byWeight.length;
  }

  /** The hashes of the heaviest features, at most so many, heaviest first. */
  public int[] heaviest(int count) {
    return Arrays.stream(byWeight).limit(count).map(feature -> feature >>> 8).toArray();
  }

  /** How alike two texts are: 0 (nothing in common) to 1 (the same). */
  public double cosine(Sketch other) {
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < byHash.length && j < other.byHash.length) {
      int order = Integer.compare(byHash[i] >>> 8, other.byHash[j] >>> 8);
      if (order == 0) {
        sum += (double) weight(byHash[i++]) * weight(other.byHash[j++]);
      } else if (order < 0) {
        i++;
      } else {
        j++;
      }
    }
    return sum == 0 ? 0 : sum / (norm * other.norm);
  }

  private static int weight(int feature) {
    return feature & HEAVIEST;
  }
}
