package org.opinionloop.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Durations in working minutes, kept so that they can be added up and taken away again: bucket
 * <i>i</i> counts the values in (γ<sup>i-1</sup>, γ<sup>i</sup>] with γ = 1.02, a value of 0 has a
 * count of its own. A quantile read from it is off by less than 1 % of the exact one. Under {@link
 * #plus} the histograms form a commutative group; one with negative counts is a change. After
 * Masson, Rim, Lee: DDSketch, VLDB 2019.
 *
 * @param count how many values
 * @param sum of the values, in working minutes, exact
 * @param zeros how many of them are 0
 * @param buckets index to count, ascending; no count is 0
 */
public record DurationHistogram(long count, long sum, long zeros, Map<Integer, Long> buckets) {

  /** No values. */
  public static final DurationHistogram EMPTY = new DurationHistogram(0, 0, 0, Map.of());

  private static final double GAMMA = 1.02;
  private static final double LOG_GAMMA = Math.log(GAMMA);

  /** Sorts the buckets and leaves out what counts 0. */
  public DurationHistogram {
    TreeMap<Integer, Long> sorted = new TreeMap<>(buckets == null ? Map.of() : buckets);
    sorted.values().removeIf(bucket -> bucket == null || bucket == 0);
    // Known to be sorted, it is copied in one go.
    buckets = Collections.unmodifiableSortedMap(sorted);
  }

  /**
   * One value.
   *
   * @param minutes working minutes, at least 0
   */
  public static DurationHistogram of(long minutes) {
    if (minutes < 0) {
      throw new IllegalArgumentException("minutes: " + minutes + " (expected: >= 0)");
    }
    return minutes == 0
        ? new DurationHistogram(1, 0, 1, Map.of())
        : new DurationHistogram(1, minutes, 0, Map.of(bucketOf(minutes), 1L));
  }

  /** The values of both. */
  public DurationHistogram plus(DurationHistogram other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    TreeMap<Integer, Long> both = new TreeMap<>(buckets);
    other.buckets.forEach((index, bucket) -> both.merge(index, bucket, Long::sum));
    return new DurationHistogram(count + other.count, sum + other.sum, zeros + other.zeros, both);
  }

  /** What added to this gives {@link #EMPTY}. */
  public DurationHistogram negated() {
    TreeMap<Integer, Long> negated = new TreeMap<>();
    buckets.forEach((index, bucket) -> negated.put(index, -bucket));
    return new DurationHistogram(-count, -sum, -zeros, negated);
  }

  /** Whether it holds nothing at all, neither values nor changes. */
  @JsonIgnore
  public boolean isEmpty() {
    return count == 0 && sum == 0 && zeros == 0 && buckets.isEmpty();
  }

  /**
   * The value at this quantile by nearest rank, in working minutes, within 1 % of the exact one.
   *
   * @param q in (0, 1]
   * @throws IllegalStateException if it holds no values
   */
  public double quantile(double q) {
    if (!(q > 0 && q <= 1)) {
      throw new IllegalArgumentException("q: " + q + " (expected: in (0, 1])");
    }
    if (count <= 0) {
      throw new IllegalStateException("no quantile of " + count + " values");
    }
    long rank = (long) Math.ceil(q * count);
    long seen = zeros;
    if (seen >= rank) {
      return 0;
    }
    int last = 0;
    for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
      last = bucket.getKey();
      seen += bucket.getValue();
      if (seen >= rank) {
        break;
      }
    }
    return 2 * Math.pow(GAMMA, last) / (GAMMA + 1); // the middle in relative terms
  }

  private static int bucketOf(long minutes) {
    return (int) Math.ceil(Math.log(minutes) / LOG_GAMMA);
  }
}
