package org.opinionloop.reporting.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.reporting.cells.Quantiles;
import org.opinionloop.reporting.query.MetricsView.Figures;
import org.opinionloop.reporting.query.MetricsView.Row;

/**
 * Figures as CSV (RFC 4180): one line a row, or one line for the total if they are not told apart.
 * A value that a spreadsheet would take for a formula gets an apostrophe before it.
 */
final class MetricsCsv {

  /**
   * Where a formula would begin (OWASP, CSV injection): at the start, and also behind what another
   * country's spreadsheet takes for the end of a cell.
   */
  private static final Pattern FORMULA =
      Pattern.compile("(?<=^|[,;|\\t\\r\\n])(?=[=+\\-@\\t\\r\\n＝＋－＠])");

  private MetricsCsv() {}

  static String of(MetricsView view) {
    List<String> lines = new ArrayList<>();
    lines.add(header(view));
    if (view.by().isEmpty()) {
      lines.add(line(List.of(), view.total()));
    }
    for (Row row : view.rows()) {
      lines.add(
          line(
              view.by().stream().map(code -> row.dimensions().get(code)).toList(),
              new Figures(row.counts(), row.rates(), row.durations(), row.facets())));
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  private static String header(MetricsView view) {
    List<String> names = new ArrayList<>(view.by());
    view.total().counts().keySet().stream().map(LoopCount::code).forEach(names::add);
    for (String rate : view.total().rates().keySet()) {
      names.addAll(List.of(rate + ".numerator", rate + ".denominator", rate + ".value"));
    }
    for (String name : view.total().durations().keySet()) {
      names.addAll(List.of(name + ".p50", name + ".p90", name + ".p95", name + ".count"));
    }
    return String.join(",", names);
  }

  private static String line(List<@Nullable String> dimensions, Figures figures) {
    List<String> values = new ArrayList<>();
    dimensions.forEach(value -> values.add(quoted(Objects.requireNonNullElse(value, ""))));
    figures.counts().values().forEach(n -> values.add(n.toString()));
    figures
        .rates()
        .values()
        .forEach(
            rate -> {
              values.add(number(rate.numerator()));
              values.add(Long.toString(rate.denominator()));
              values.add(number(rate.value()));
            });
    for (Map.Entry<String, Quantiles> each : figures.durations().entrySet()) {
      Quantiles quantiles = each.getValue();
      values.add(number(quantiles.p50()));
      values.add(number(quantiles.p90()));
      values.add(number(quantiles.p95()));
      values.add(Long.toString(quantiles.count()));
    }
    return values.stream().collect(Collectors.joining(","));
  }

  private static String number(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString(value.longValue())
        : value.toString();
  }

  static String quoted(String value) {
    String safe = value.length() > 1 ? FORMULA.matcher(value).replaceAll("'") : value;
    return safe.matches("[^\",;|\\t\\r\\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
