package org.opinionloop.reporting.cells;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.opinionloop.contracts.DurationHistogram;
import org.opinionloop.contracts.LoopCount;

/**
 * Counts and histograms of some cases. Tallies form a commutative group under {@link #plus}, so a
 * case can be taken out of its cell as exactly as it was put in, in any order.
 *
 * @param counts without zeros
 * @param durations by name, see {@link org.opinionloop.contracts.LoopMetrics}; without empty ones
 * @param facets how many cases have a trait that is no dimension of its own, as {@code
 *     topic:GREEN}; without zeros
 */
public record Tally(
    Map<LoopCount, Long> counts,
    Map<String, DurationHistogram> durations,
    Map<String, Long> facets) {

  /** Of no cases. */
  public static final Tally ZERO = new Tally(Map.of(), Map.of(), Map.of());

  /** Copies the maps and leaves out what is zero. */
  public Tally {
    EnumMap<LoopCount, Long> counted = new EnumMap<>(LoopCount.class);
    counted.putAll(counts);
    counts = nonZero(counted, n -> n == 0);
    durations =
        durations.isEmpty()
            ? Map.of()
            : nonZero(new TreeMap<>(durations), DurationHistogram::isEmpty);
    facets = facets.isEmpty() ? Map.of() : nonZero(new TreeMap<>(facets), n -> n == 0);
  }

  /** Of both. */
  public Tally plus(Tally other) {
    return new Tally(
        sum(new EnumMap<>(LoopCount.class), counts, other.counts, Long::sum),
        sum(new TreeMap<>(), durations, other.durations, DurationHistogram::plus),
        sum(new TreeMap<>(), facets, other.facets, Long::sum));
  }

  /** What added to this gives {@link #ZERO}. */
  public Tally negated() {
    EnumMap<LoopCount, Long> negatedCounts = new EnumMap<>(LoopCount.class);
    counts.forEach((count, n) -> negatedCounts.put(count, -n));
    Map<String, DurationHistogram> negatedDurations = new TreeMap<>();
    durations.forEach((name, histogram) -> negatedDurations.put(name, histogram.negated()));
    Map<String, Long> negatedFacets = new TreeMap<>();
    facets.forEach((facet, n) -> negatedFacets.put(facet, -n));
    return new Tally(negatedCounts, negatedDurations, negatedFacets);
  }

  /** Whether it is {@link #ZERO}. */
  @JsonIgnore
  public boolean isZero() {
    return counts.isEmpty() && durations.isEmpty() && facets.isEmpty();
  }

  /** How many are counted. */
  public long count(LoopCount count) {
    return counts.getOrDefault(count, 0L);
  }

  /** The durations of this name; empty ones if there are none. */
  public DurationHistogram duration(String name) {
    return durations.getOrDefault(name, DurationHistogram.EMPTY);
  }

  /**
   * By how much the equations of the closed loop fail; 0 always, for any sum of cells: received =
   * not accepted + merged + open + settled, received = acknowledged + suppressed + pending, due =
   * answered on time + overdue.
   */
  public long imbalance() {
    long received = count(LoopCount.RECEIVED);
    return Math.abs(
            received
                - count(LoopCount.NOT_ACCEPTED)
                - count(LoopCount.MERGED)
                - count(LoopCount.OPEN)
                - count(LoopCount.SETTLED))
        + Math.abs(
            received
                - count(LoopCount.ACKNOWLEDGED)
                - count(LoopCount.SUPPRESSED)
                - count(LoopCount.PENDING))
        + Math.abs(
            count(LoopCount.DUE) - count(LoopCount.ANSWERED_ON_TIME) - count(LoopCount.OVERDUE));
  }

  private static <K, V> Map<K, V> sum(
      Map<K, V> empty, Map<K, V> one, Map<K, V> other, BiFunction<V, V, V> plus) {
    empty.putAll(one);
    other.forEach((key, value) -> empty.merge(key, value, plus));
    return empty;
  }

  private static <K, V> Map<K, V> nonZero(Map<K, V> map, Predicate<V> zero) {
    map.values().removeIf(zero);
    return Collections.unmodifiableMap(map);
  }
}
