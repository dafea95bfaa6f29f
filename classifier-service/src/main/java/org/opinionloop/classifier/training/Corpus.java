package org.opinionloop.classifier.training;

import java.util.Arrays;
import java.util.List;

/**
 * Texts as sparse vectors over the buckets that occur in at least two of them; every vector has
 * length 1, its coordinates are proportional to the inverse document frequency.
 */
final class Corpus {

  private static final int NONE = -1;

  private final int[] bucketOf;
  private final float[] rarity;
  private final int[][] rows;
  private final float[][] values;

  private Corpus(int[] bucketOf, float[] rarity, int[][] rows, float[][] values) {
    this.bucketOf = bucketOf;
    this.rarity = rarity;
    this.rows = rows;
    this.values = values;
  }

  /** The vectors of these texts. */
  static Corpus of(List<int[]> texts, int bits, int least) {
    int[] frequency = new int[1 << bits];
    for (int[] buckets : texts) {
      for (int bucket : buckets) {
        frequency[bucket]++;
      }
    }
    int[] place = new int[1 << bits];
    int[] bucketOf = new int[1 << bits];
    int features = 0;
    for (int bucket = 0; bucket < frequency.length; bucket++) {
      place[bucket] = frequency[bucket] >= least ? features : NONE;
      if (frequency[bucket] >= least) {
        bucketOf[features++] = bucket;
      }
    }
    float[] rarity = new float[features];
    for (int f = 0; f < features; f++) {
      rarity[f] = (float) (Math.log((1.0 + texts.size()) / (1 + frequency[bucketOf[f]])) + 1);
    }
    int[][] rows = new int[texts.size()][];
    float[][] values = new float[texts.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          Arrays.stream(texts.get(i)).map(bucket -> place[bucket]).filter(f -> f != NONE).toArray();
      double square = 0;
      for (int f : rows[i]) {
        square += rarity[f] * rarity[f];
      }
      float norm = square == 0 ? 0 : (float) (1 / Math.sqrt(square));
      values[i] = new float[rows[i].length];
      for (int k = 0; k < rows[i].length; k++) {
        values[i][k] = rarity[rows[i][k]] * norm;
      }
    }
    return new Corpus(Arrays.copyOf(bucketOf, features), rarity, rows, values);
  }

  int texts() {
    return rows.length;
  }

  int features() {
    return bucketOf.length;
  }

  int bucket(int feature) {
    return bucketOf[feature];
  }

  float rarity(int feature) {
    return rarity[feature];
  }

  int[] row(int text) {
    return rows[text];
  }

  float[] values(int text) {
    return values[text];
  }
}
