package org.opinionloop.reporting.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.opinionloop.reporting.cells.Dimension;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.cells.Tally;
import org.opinionloop.reporting.letter.Period;
import org.opinionloop.reporting.query.MetricsView.Comparison;

/**
 * Another period to compare with. A row that is a span of days itself, as a month, is compared with
 * the span before it or a year before it; any other with the row of the same values in the whole
 * other period.
 *
 * @param with {@code before} (环比) or {@code yearBefore} (同比)
 * @param whole what the total is compared with
 * @param sums of the whole other period
 * @param rows of the days that rows are compared with, by their values; beyond {@code whole} if
 *     rows are spans
 */
record Other(
    String with,
    Selection whole,
    Tally sums,
    Map<List<String>, Tally> rows,
    List<Dimension> by,
    UnaryOperator<Period> step) {

  static Other of(
      String with, Selection whole, Grouping sums, Grouping rows, UnaryOperator<Period> step) {
    Map<List<String>, Tally> known = new HashMap<>();
    rows.rows().forEach(row -> known.put(row.values(), row.tally()));
    return new Other(with, whole, sums.total(), known, whole.by(), step);
  }

  Comparison compared(Tally total, Weights weights) {
    return Comparison.of(with, whole.from(), whole.to(), total, sums, weights);
  }

  Comparison compared(Grouping.Row row, Weights weights) {
    List<String> values = new ArrayList<>(row.values());
    LocalDate from = whole.from();
    LocalDate to = whole.to();
    for (int i = 0; i < by.size(); i++) {
      if (by.get(i).span().isPresent()) {
        Period then = step.apply(Period.parse(values.get(i)));
        values.set(i, then.code());
        from = then.from();
        to = then.to();
      }
    }
    return Comparison.of(
        with, from, to, row.tally(), rows.getOrDefault(values, Tally.ZERO), weights);
  }
}
