package org.opinionloop.reporting.services;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.opinionloop.reporting.cells.Span;

/** By what ratings of services can be told apart. */
public enum ServiceDimension {
  DATE(cell -> Span.DAY.of(cell.date())),
  WEEK(cell -> Span.WEEK.of(cell.date())),
  MONTH(cell -> Span.MONTH.of(cell.date())),
  QUARTER(cell -> Span.QUARTER.of(cell.date())),
  HALF(cell -> Span.HALF.of(cell.date())),
  YEAR(cell -> Span.YEAR.of(cell.date())),
  CHANNEL(ServiceCell::channel),
  UNIT(ServiceCell::unit),
  SERVICE(ServiceCell::service);

  private final Function<ServiceCell, String> value;

  ServiceDimension(Function<ServiceCell, String> value) {
    this.value = value;
  }

  /** As it stands in queries and answers: {@code service}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where this cell lies along it. */
  public String of(ServiceCell cell) {
    return value.apply(cell);
  }

  /** The dimension of this code. */
  public static Optional<ServiceDimension> find(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }
}
