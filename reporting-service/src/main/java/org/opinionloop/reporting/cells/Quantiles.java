package org.opinionloop.reporting.cells;

import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.DurationHistogram;

/**
 * Quantiles in working minutes, rounded to a tenth, within 1 % of the exact ones.
 *
 * @param count of how many cases; without any there are no quantiles
 */
public record Quantiles(
    @Nullable Double p50, @Nullable Double p90, @Nullable Double p95, long count) {

  /** Those of this histogram. */
  public static Quantiles of(DurationHistogram histogram) {
    return histogram.count() == 0
        ? new Quantiles(null, null, null, 0)
        : new Quantiles(
            rounded(histogram.quantile(0.5)),
            rounded(histogram.quantile(0.9)),
            rounded(histogram.quantile(0.95)),
            histogram.count());
  }

  private static double rounded(double minutes) {
    return Math.round(minutes * 10) / 10.0;
  }
}
