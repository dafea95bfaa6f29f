package org.opinionloop.reporting.services;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Sums of ratings by some dimensions. Each instance sums what it has. Not thread-safe. */
public final class ServiceSums {

  /**
   * Which ratings, and how to tell their sums apart.
   *
   * @param from first day, of the office's time zone
   * @param to last day, included
   * @param where the values to keep, by dimension; one that is not there keeps all
   */
  public record Selection(
      LocalDate from,
      LocalDate to,
      List<ServiceDimension> by,
      Map<ServiceDimension, Set<String>> where) {

    /** Copies list and map; the days must be there. */
    public Selection {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
      by = List.copyOf(by);
      where = Map.copyOf(where);
    }

    private boolean takes(ServiceCell cell) {
      return where.entrySet().stream()
          .allMatch(each -> each.getValue().contains(each.getKey().of(cell)));
    }
  }

  /**
   * One sum.
   *
   * @param values along the dimensions, in their order
   */
  public record Row(List<String> values, Levels levels) {
    /** Copies the list. */
    public Row {
      values = List.copyOf(values);
    }
  }

  private final Map<List<String>, Levels> sums = new HashMap<>();

  /** Adds one cell, if it is among those selected. */
  public void add(Selection selection, ServiceCell cell, Levels levels) {
    if (selection.takes(cell)) {
      add(new Row(selection.by().stream().map(each -> each.of(cell)).toList(), levels));
    }
  }

  /** Adds a sum by the same dimensions. */
  public void add(Row row) {
    sums.merge(row.values(), row.levels(), Levels::plus);
  }

  /** The sums, by value. */
  public List<Row> rows() {
    return sums.entrySet().stream()
        .map(sum -> new Row(sum.getKey(), sum.getValue()))
        .sorted(Comparator.comparing(row -> String.join("\0", row.values())))
        .toList();
  }

  /** The sum of all. */
  public Levels total() {
    return sums.values().stream().reduce(Levels.NONE, Levels::plus);
  }
}
