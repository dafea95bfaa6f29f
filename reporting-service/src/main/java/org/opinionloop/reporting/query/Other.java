package org.opinionloop.reporting.query;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.cells.Tally;
import org.opinionloop.reporting.query.MetricsView.Comparison;
import org.opinionloop.reporting.query.Parameters.Days;

/**
 * Another period to compare with. A row that is a span of days itself, as a month, is compared with
 * the span before it or a year before it, as {@link Spans} says; any other with the row of the same
 * values in the whole other period.
 *
 * @param with {@code before} (环比) or {@code yearBefore} (同比)
 * @param whole what the total is compared with
 * @param sums of the whole other period
 * @param rows of the days that rows are compared with; beyond {@code whole} if rows are spans
 * @param spans how rows find theirs; null if they are no spans
 */
record Other(
    String with, Selection whole, Tally sums, Map<Spans.Key, Tally> rows, @Nullable Spans spans) {

  /** Of rows that are no spans. */
  static Other of(String with, Selection whole, Grouping sums) {
    Map<Spans.Key, Tally> rows = new HashMap<>();
    sums.rows().forEach(row -> rows.put(new Spans.Key(null, row.values()), row.tally()));
    return new Other(with, whole, sums.total(), rows, null);
  }

  Comparison compared(Tally total, Weights weights) {
    return Comparison.of(with, whole.from(), whole.to(), total, sums, weights);
  }

  Comparison compared(Grouping.Row row, Weights weights) {
    Spans.Key key = spans == null ? new Spans.Key(null, row.values()) : spans.key(row.values());
    Days days = spans == null ? new Days(whole.from(), whole.to()) : spans.days(row.values());
    return Comparison.of(
        with, days.from(), days.to(), row.tally(), rows.getOrDefault(key, Tally.ZERO), weights);
  }
}
