package org.opinionloop.reporting.letter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics.Cell;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.reporting.cells.Grouping.Row;
import org.opinionloop.reporting.cells.Tally;

/** A letter while it is being written: what its parts share. */
final class Draft {

  private static final String LANGUAGE = "zh-Hans";

  private final Material material;
  private final Tracer tracer;
  private int charts;
  private int tables;

  Draft(Material material) {
    this.material = material;
    this.tracer = new Tracer(material.weights());
  }

  Material material() {
    return material;
  }

  Tracer tracer() {
    return tracer;
  }

  Tally total() {
    return material.total();
  }

  /** Numbers the next chart of the text. */
  String chart(String caption) {
    return "图" + ++charts + ' ' + caption;
  }

  /** Numbers the next table of the text. */
  String table(String caption) {
    return "表" + ++tables + ' ' + caption;
  }

  /** The figures of the whole period. */
  Tracer.Figures whole() {
    return tracer.of(total(), Question.total(material.period()));
  }

  /** The figures of one value of a dimension. */
  Tracer.Figures of(String dimension, Row row) {
    return tracer.of(row.tally(), Question.one(material.period(), dimension, row.values().get(0)));
  }

  /** The rows that have so many of something, most first. */
  static List<Row> ordered(List<Row> rows, LoopCount by) {
    return rows.stream()
        .filter(row -> row.tally().count(by) > 0)
        .sorted(
            Comparator.comparing((Row row) -> -row.tally().count(by))
                .thenComparing(row -> row.values().get(0)))
        .toList();
  }

  /** The facets of this kind without its prefix, most first. */
  static List<String> facets(Tally tally, String prefix) {
    ToLongFunction<Map.Entry<String, Long>> fewer = each -> -each.getValue();
    return tally.facets().entrySet().stream()
        .filter(each -> each.getKey().startsWith(prefix))
        .sorted(Comparator.comparingLong(fewer).thenComparing(Map.Entry::getKey))
        .map(each -> each.getKey().substring(prefix.length()))
        .toList();
  }

  /** Names in a row, those with most first. */
  String names(List<Row> rows, LoopCount by, UnaryOperator<String> name) {
    return ordered(rows, by).stream()
        .map(row -> name.apply(row.values().get(0)))
        .collect(Collectors.joining("、"));
  }

  String channel(String code) {
    return material.office().channels().getOrDefault(code, code);
  }

  String theme(String code) {
    return material
        .taxonomy()
        .theme(code)
        .map(theme -> theme.names().in(LANGUAGE))
        .orElse(code.equals(Cell.UNCLASSIFIED) ? "尚未分类" : code);
  }

  String topic(String code) {
    return material.taxonomy().themes().stream()
        .map(Taxonomy.Theme::topics)
        .flatMap(List::stream)
        .filter(topic -> topic.code().equals(code))
        .map(topic -> topic.names().in(LANGUAGE))
        .findFirst()
        .orElse(code);
  }

  String measure(String code) {
    return material
        .taxonomy()
        .measure(code)
        .map(measure -> measure.names().in(LANGUAGE))
        .orElse("其他措施");
  }

  String unit(String code) {
    return material
        .taxonomy()
        .unit(code)
        .map(unit -> unit.names().in(LANGUAGE))
        .orElse(code.equals(Cell.UNCLASSIFIED) ? "尚未分派" : code);
  }

  String service(String code) {
    return material
        .taxonomy()
        .service(code)
        .map(service -> service.names().in(LANGUAGE))
        .orElse(code);
  }

  /** The unit that renders a service. */
  String unitOf(String service) {
    return material.taxonomy().service(service).map(each -> unit(each.unit())).orElse("");
  }

  /** The day of an instant where the office is. */
  String day(Instant instant) {
    return day(LocalDate.ofInstant(instant, material.zone()));
  }

  /** As dates stand in letters: 2026年6月30日. */
  static String day(LocalDate date) {
    return date.getYear() + "年" + date.getMonthValue() + "月" + date.getDayOfMonth() + "日";
  }
}
