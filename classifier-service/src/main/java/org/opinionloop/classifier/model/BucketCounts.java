package org.opinionloop.classifier.model;

/**
 * A text as a bag of buckets.
 *
 * @param buckets distinct, in the order of first appearance
 * @param counts how often each occurs, at least once
 */
public record BucketCounts(int[] buckets, int[] counts) {

  // By count what a bucket weighs: 1 + ln(count), with the higher counts in groups.
  private static final int[] FROM = {1, 2, 3, 4, 5, 7, 10, 15};

  static final int GROUPS = FROM.length;

  private static final float[] WEIGHT = weights();
  private static final byte[] GROUP = groups();

  /** What this many occurrences weigh, at least 1. */
  public static float weight(int count) {
    return WEIGHT[group(count)];
  }

  static int group(int count) {
    return count < GROUP.length ? GROUP[count] : GROUPS - 1;
  }

  static float groupWeight(int group) {
    return WEIGHT[group];
  }

  private static float[] weights() {
    float[] weights = new float[FROM.length];
    for (int g = 0; g < weights.length; g++) {
      weights[g] = (float) (1 + Math.log(FROM[g]));
    }
    return weights;
  }

  private static byte[] groups() {
    byte[] groups = new byte[FROM[FROM.length - 1] + 1];
    for (int count = 1; count < groups.length; count++) {
      groups[count] = (byte) (groups[count - 1] + (count > 1 && isStart(count) ? 1 : 0));
    }
    return groups;
  }

  private static boolean isStart(int count) {
    for (int from : FROM) {
      if (from == count) {
        return true;
      }
    }
    return false;
  }
}
