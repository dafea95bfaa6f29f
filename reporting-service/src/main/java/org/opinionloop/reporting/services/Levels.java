package org.opinionloop.reporting.services;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.opinionloop.reporting.cells.Rates.Rate;

/**
 * How many ratings said what. Sums of parts add up to the sum of the whole.
 *
 * @param counts level, 1 to 5, to how many
 */
public record Levels(Map<Integer, Long> counts) {

  /** No ratings. */
  public static final Levels NONE = new Levels(Map.of());

  /** Copies the map. */
  public Levels {
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  /** One rating. */
  public static Levels of(int level) {
    return new Levels(Map.of(level, 1L));
  }

  /** Those of both. */
  public Levels plus(Levels other) {
    Map<Integer, Long> both = new TreeMap<>(counts);
    other.counts.forEach((level, n) -> both.merge(level, n, Long::sum));
    return new Levels(both);
  }

  /** How many are within these levels. */
  public long count(int from, int to) {
    return counts.entrySet().stream()
        .filter(each -> each.getKey() >= from && each.getKey() <= to)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** How many there are. */
  public long rated() {
    return count(1, 5);
  }

  /**
   * 满意率: levels 4 and 5, and level 3 as far as the office counts it, over all.
   *
   * @param fairlySatisfied what a level 3 counts, [0, 1]
   */
  public Rate satisfaction(double fairlySatisfied) {
    return Rate.of(count(4, 5) + fairlySatisfied * count(3, 3), rated());
  }
}
