package org.opinionloop.reporting.query;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.reporting.cells.Dimension;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.cells.Quantiles;
import org.opinionloop.reporting.cells.Rates;
import org.opinionloop.reporting.cells.Rates.Rate;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.cells.Tally;

/** The answer to a question for figures. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MetricsView(
    LocalDate from,
    LocalDate to,
    List<String> by,
    List<Row> rows,
    Figures total,
    @Nullable List<Comparison> change) {

  /**
   * How figures differ from those of another period.
   *
   * @param with {@code before} (环比) or {@code yearBefore} (同比)
   * @param counts this minus that
   * @param received relative, null if there were none
   * @param rates by how many percentage points (the composite score: points); null where one of the
   *     two has none
   */
  record Comparison(
      String with,
      LocalDate from,
      LocalDate to,
      Map<LoopCount, Long> counts,
      @Nullable Double received,
      Map<String, @Nullable Double> rates) {

    static Comparison of(
        String with, LocalDate from, LocalDate to, Tally now, Tally then, Weights weights) {
      Map<LoopCount, Long> counts = new EnumMap<>(LoopCount.class);
      for (LoopCount count : LoopCount.values()) {
        counts.put(count, now.count(count) - then.count(count));
      }
      Map<String, Rate> before = Rates.of(then, weights);
      Map<String, @Nullable Double> points = new LinkedHashMap<>();
      Rates.of(now, weights)
          .forEach(
              (name, rate) ->
                  points.put(name, Rates.points(name, rate, before.getOrDefault(name, Rate.NONE))));
      return new Comparison(with, from, to, counts, Rates.growth(now, then), points);
    }
  }

  /**
   * The figures of some cases.
   *
   * @param facets how many have a trait, as {@code topic:GREEN} or {@code measure:...}
   */
  record Figures(
      Map<LoopCount, Long> counts,
      Map<String, Rate> rates,
      Map<String, Quantiles> durations,
      Map<String, Long> facets) {

    static Figures of(Tally tally, Weights weights) {
      Map<LoopCount, Long> counts = new EnumMap<>(LoopCount.class);
      for (LoopCount count : LoopCount.values()) {
        counts.put(count, tally.count(count));
      }
      Map<String, Quantiles> durations = new LinkedHashMap<>();
      for (String name : List.of(LoopMetrics.ACKNOWLEDGE, LoopMetrics.ANSWER)) {
        durations.put(name, Quantiles.of(tally.duration(name)));
      }
      return new Figures(counts, Rates.of(tally, weights), durations, tally.facets());
    }
  }

  /**
   * Figures and what they are of; the dimensions stand beside the counts.
   *
   * @param share valid opinions of these over those of the total
   */
  record Row(
      @JsonAnyGetter Map<String, String> dimensions,
      Map<LoopCount, Long> counts,
      Map<String, Rate> rates,
      Map<String, Quantiles> durations,
      Map<String, Long> facets,
      Rate share,
      @Nullable List<Comparison> change) {}

  /** Figures without comparisons. */
  static MetricsView of(Selection selection, Grouping sums, Weights weights) {
    return of(selection, sums, weights, List.of());
  }

  /** The whole and each row, each compared with all of these. */
  static MetricsView of(Selection selection, Grouping sums, Weights weights, List<Other> others) {
    Tally total = sums.total();
    return new MetricsView(
        selection.from(),
        selection.to(),
        selection.by().stream().map(Dimension::code).toList(),
        selection.by().isEmpty()
            ? List.of()
            : sums.rows().stream()
                .map(row -> row(selection.by(), row, total, weights, others))
                .toList(),
        Figures.of(total, weights),
        others.isEmpty()
            ? null
            : others.stream().map(other -> other.compared(total, weights)).toList());
  }

  private static Row row(
      List<Dimension> by, Grouping.Row row, Tally total, Weights weights, List<Other> others) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    for (int i = 0; i < by.size(); i++) {
      dimensions.put(by.get(i).code(), row.values().get(i));
    }
    Figures figures = Figures.of(row.tally(), weights);
    return new Row(
        dimensions,
        figures.counts(),
        figures.rates(),
        figures.durations(),
        figures.facets(),
        Rates.share(row.tally(), total),
        others.isEmpty()
            ? null
            : others.stream().map(other -> other.compared(row, weights)).toList());
  }
}
