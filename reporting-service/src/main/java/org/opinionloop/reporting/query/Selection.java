package org.opinionloop.reporting.query;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.opinionloop.contracts.LoopMetrics.Cell;
import org.opinionloop.reporting.cells.Dimension;

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

  /** All cells of these days, told apart by one dimension. */
  static Selection of(LocalDate from, LocalDate to, Dimension... by) {
    return new Selection(from, to, List.of(by), Map.of());
  }
}
