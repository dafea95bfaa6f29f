package org.opinionloop.reporting.query;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.DurationHistogram;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.reporting.cells.Dimension;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.cells.Rates;
import org.opinionloop.reporting.cells.Rates.Rate;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.cells.Tally;

/** The answer to a question for figures. */
record MetricsView(LocalDate from, LocalDate to, List<String> by, List<Row> rows, Figures total) {

  /**
   * Quantiles in working minutes, within 1 % of the exact ones.
   *
   * @param count of how many cases; without any there are no quantiles
   */
  record Quantiles(@Nullable Double p50, @Nullable Double p90, @Nullable Double p95, long count) {

    static Quantiles of(DurationHistogram histogram) {
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

  /** The figures of some cases. */
  record Figures(
      Map<LoopCount, Long> counts, Map<String, Rate> rates, Map<String, Quantiles> durations) {

    static Figures of(Tally tally, Weights weights) {
      Map<LoopCount, Long> counts = new EnumMap<>(LoopCount.class);
      for (LoopCount count : LoopCount.values()) {
        counts.put(count, tally.count(count));
      }
      Map<String, Quantiles> durations = new LinkedHashMap<>();
      for (String name : List.of(LoopMetrics.ACKNOWLEDGE, LoopMetrics.ANSWER)) {
        durations.put(name, Quantiles.of(tally.duration(name)));
      }
      return new Figures(counts, Rates.of(tally, weights), durations);
    }
  }

  /** Figures and what they are of; the dimensions stand beside the counts. */
  record Row(
      @JsonAnyGetter Map<String, String> dimensions,
      Map<LoopCount, Long> counts,
      Map<String, Rate> rates,
      Map<String, Quantiles> durations) {}

  static MetricsView of(Selection selection, Grouping sums, Weights weights) {
    return new MetricsView(
        selection.from(),
        selection.to(),
        selection.by().stream().map(Dimension::code).toList(),
        selection.by().isEmpty()
            ? List.of()
            : sums.rows().stream().map(row -> row(selection.by(), row, weights)).toList(),
        Figures.of(sums.total(), weights));
  }

  private static Row row(List<Dimension> by, Grouping.Row row, Weights weights) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    for (int i = 0; i < by.size(); i++) {
      dimensions.put(by.get(i).code(), row.values().get(i));
    }
    Figures figures = Figures.of(row.tally(), weights);
    return new Row(dimensions, figures.counts(), figures.rates(), figures.durations());
  }
}
