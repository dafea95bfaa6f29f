package org.opinionloop.reporting.query;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.opinionloop.contracts.LoopMetrics.Cell;
import org.opinionloop.reporting.cells.Dimension;
import org.opinionloop.reporting.cells.Span;
import org.opinionloop.reporting.letter.Period;

/**
 * Which cells, and how to tell their sums apart.
 *
 * @param from first day received, of the office's time zone
 * @param to last day, included
 * @param where the values to keep, by dimension; one that is not there keeps all
 */
record Selection(
    LocalDate from, LocalDate to, List<Dimension> by, Map<Dimension, Set<String>> where) {

  Selection {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    by = List.copyOf(by);
    where = Map.copyOf(where);
  }

  boolean takes(Cell cell) {
    return where.entrySet().stream()
        .allMatch(each -> each.getValue().contains(each.getKey().of(cell)));
  }

  /** The same question about other days. */
  Selection within(LocalDate otherFrom, LocalDate otherTo) {
    return new Selection(otherFrom, otherTo, by, where);
  }

  /** The same question about the days that each span of this one is compared with. */
  Selection stepped(Span span, UnaryOperator<Period> step) {
    Period first = step.apply(Period.parse(span.of(from)));
    Period last = step.apply(Period.parse(span.of(to)));
    return within(first.from(), last.to());
  }

  /** All cells of these days, told apart by one dimension. */
  static Selection of(LocalDate from, LocalDate to, Dimension... by) {
    return new Selection(from, to, List.of(by), Map.of());
  }
}
