package org.opinionloop.classifier.training;

import java.util.Arrays;
import java.util.List;
import org.opinionloop.classifier.model.BucketCounts;

/**
 * Texts as sparse vectors over the buckets that occur in enough of them; every vector has length 1,
 * its coordinates are proportional to the inverse document frequency.
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

  /**
   * The vectors of these texts.
   *
   * @param counted so many of them, from the first, say which buckets there are and how rare each
   *     is
   * @param least in how many of those a bucket has to occur
   */
  static Corpus of(List<BucketCounts> texts, int counted, int bits, int least) {
    int[] frequency = new int[1 << bits];
    for (BucketCounts text : texts.subList(0, counted)) {
      for (int bucket : text.buckets()) {
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
      rarity[f] = (float) (Math.log((1.0 + counted) / (1 + frequency[bucketOf[f]])) + 1);
    }
    int[][] rows = new int[texts.size()][];
    float[][] values = new float[texts.size()][];
    for (int i = 0; i < rows.length; i++) {
      BucketCounts text = texts.get(i);
      int[] row = new int[text.buckets().length];
      float[] value = new float[row.length];
      int n = 0;
      double square = 0;
      for (int k = 0; k < row.length; k++) {
        int feature = place[text.buckets()[k]];
        if (feature != NONE) {
          row[n] = feature;
          value[n] = rarity[feature] * BucketCounts.weight(text.counts()[k]);
          square += value[n] * value[n];
          n++;
        }
      }
      rows[i] = Arrays.copyOf(row, n);
      values[i] = Arrays.copyOf(value, n);
      for (int k = 0; k < n; k++) {
        values[i][k] /= (float) Math.sqrt(square);
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
