package org.opinionloop.reporting.cells;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LoopMetrics.Cell;

/** By what figures can be told apart: what a cell is named by, and spans of its day. */
public enum Dimension {
  DATE(Span.DAY),
  WEEK(Span.WEEK),
  MONTH(Span.MONTH),
  QUARTER(Span.QUARTER),
  HALF(Span.HALF),
  YEAR(Span.YEAR),
  CHANNEL(Cell::channel),
  THEME(Cell::theme),
  FIELD(Cell::field),
  KIND(Cell::kind),
  UNIT(Cell::unit),
  DISTRICT(Cell::district);

  private final Function<Cell, String> value;
  private final @Nullable Span span;

  Dimension(Span span) {
    this.value = cell -> span.of(cell.date());
    this.span = span;
  }

  Dimension(Function<Cell, String> value) {
    this.value = value;
    this.span = null;
  }

  /** As it stands in queries and answers: {@code theme}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where this cell lies along it. */
  public String of(Cell cell) {
    return value.apply(cell);
  }

  /** What its values are, if they are spans of days. */
  public Optional<Span> span() {
    return Optional.ofNullable(span);
  }

  /** The dimension of this code. */
  public static Optional<Dimension> find(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }
}
