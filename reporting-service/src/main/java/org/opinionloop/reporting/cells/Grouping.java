package org.opinionloop.reporting.cells;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opinionloop.contracts.LoopMetrics.Cell;

/**
 * Sums cells by some dimensions. Sums of parts add up to the sum of the whole, so each instance
 * sums what it has. Not thread-safe.
 */
public final class Grouping {

  /**
   * One sum.
   *
   * @param values along the dimensions, in their order
   */
  public record Row(List<String> values, Tally tally) {

    /** Copies the list. */
    public Row {
      values = List.copyOf(values);
    }
  }

  private final List<Dimension> by;
  private final Map<List<String>, Tally> sums = new TreeMap<>(Grouping::compare);

  /** Sums nothing yet. */
  public Grouping(List<Dimension> by) {
    this.by = List.copyOf(by);
  }

  /** Adds one cell. */
  public void add(Cell cell, Tally tally) {
    add(new Row(by.stream().map(dimension -> dimension.of(cell)).toList(), tally));
  }

  /** Adds a sum by the same dimensions. */
  public void add(Row row) {
    sums.merge(row.values(), row.tally(), Tally::plus);
  }

  /** The sums that are not zero, by value. */
  public List<Row> rows() {
    return sums.entrySet().stream()
        .filter(sum -> !sum.getValue().isZero())
        .map(sum -> new Row(sum.getKey(), sum.getValue()))
        .toList();
  }

  /** The sum of all. */
  public Tally total() {
    return sums.values().stream().reduce(Tally.ZERO, Tally::plus);
  }

  private static int compare(List<String> one, List<String> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = one.get(i).compareTo(other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
