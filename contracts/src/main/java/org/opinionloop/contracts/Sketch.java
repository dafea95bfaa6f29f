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
    double highest = weights.values().stream().mapToDouble(each -> each).max().orElse(1);
    return new Sketch(
        weights.entrySet().stream()
            .mapToInt(
                each ->
                    (each.getKey() & HASH) << 8
                        | Math.max(1, (int) Math.round(each.getValue() / highest * HEAVIEST)))
            .boxed()
            .sorted(
                (a, b) ->
                    weight(a) != weight(b)
                        ? Integer.compare(weight(b), weight(a))
                        : Integer.compareUnsigned(a, b))
            .limit(MOST)
            .mapToInt(each -> each)
            .toArray());
  }

  /** The sketch in this text, heaviest first; see {@link #encoded()}. */
  public static Sketch decode(String encoded) {
    int[] features = new int[encoded.length() / 8];
    for (int i = 0; i < features.length; i++) {
      features[i] = HexFormat.fromHexDigits(encoded, 8 * i, 8 * i + 8);
    }
    return new Sketch(features);
  }

  /** Eight hexadecimal digits a feature, six of hash and two of weight, heaviest first. */
  public String encoded() {
    StringBuilder encoded = new StringBuilder(8 * byWeight.length);
    for (int feature : byWeight) {
      encoded.append(HexFormat.of().toHexDigits(feature));
    }
    return encoded.toString();
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
