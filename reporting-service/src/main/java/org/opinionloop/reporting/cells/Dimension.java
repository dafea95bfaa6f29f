package org.opinionloop.reporting.cells;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.opinionloop.contracts.LoopMetrics.Cell;

/** By what figures can be told apart: what a cell is named by, and spans of its day. */
public enum Dimension {
  DATE(cell -> cell.date().toString()),
  WEEK(cell -> week(cell.date())),
  MONTH(cell -> cell.date().toString().substring(0, 7)),
  QUARTER(cell -> cell.date().getYear() + "-Q" + cell.date().get(IsoFields.QUARTER_OF_YEAR)),
  HALF(cell -> cell.date().getYear() + (cell.date().getMonthValue() <= 6 ? "-H1" : "-H2")),
  YEAR(cell -> Integer.toString(cell.date().getYear())),
  CHANNEL(Cell::channel),
  THEME(Cell::theme),
  FIELD(Cell::field),
  KIND(Cell::kind),
  UNIT(Cell::unit),
  DISTRICT(Cell::district);

  private final Function<Cell, String> value;

  Dimension(Function<Cell, String> value) {
    this.value = value;
  }

  /** As it stands in queries and answers: {@code theme}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where this cell lies along it. */
  public String of(Cell cell) {
    return value.apply(cell);
  }

  /** The dimension of this code. */
  public static Optional<Dimension> find(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }

  private static String week(LocalDate date) {
    int week = date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    return date.get(IsoFields.WEEK_BASED_YEAR) + (week < 10 ? "-W0" : "-W") + week;
  }
}
