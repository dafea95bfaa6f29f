package org.opinionloop.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Everything measured, as a page for people and as JSON with every round in it. */
final class Report {

  private final Map<String, String> circumstances;
  private final List<Section> sections;

  Report(Map<String, String> circumstances, List<Section> sections) {
    this.circumstances = circumstances;
    this.sections = sections;
  }

  /** Writes {@code <name>.md} and {@code <name>.json}. */
  void write(Path directory, String name) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name + ".md"), markdown());
    Files.write(
        directory.resolve(name + ".json"),
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsBytes(json()));
  }

  String markdown() {
    StringBuilder page = new StringBuilder("# Measured\n\n");
    circumstances.forEach(
        (what, value) -> page.append("- ").append(what).append(": ").append(value).append('\n'));
    page.append("\nMedian of the rounds, and in brackets the least and the most.\n");
    sections.forEach(section -> markdown(section, page));
    return page.toString();
  }

  private static void markdown(Section section, StringBuilder page) {
    page.append("\n## ").append(section.name()).append("\n\n");
    table(section.contenders(), page);
    page.append('\n');
    for (Section.Finding each : section.findings()) {
      page.append("- ").append(each.what()).append(": **").append(plain(each.value())).append("**");
      if (!each.target().isEmpty()) {
        page.append(" (").append(each.target()).append(each.met() ? ": yes)" : ": NO)");
      }
      page.append('\n');
    }
  }

  /** A row for each contender, a column for whatever any of them was measured by. */
  private static void table(List<Contender> contenders, StringBuilder page) {
    Set<String> measures = new LinkedHashSet<>();
    contenders.forEach(each -> measures.addAll(each.measured().keySet()));
    if (measures.isEmpty()) {
      return;
    }
    page.append("| | ").append(String.join(" | ", measures)).append(" |\n|---|");
    page.append("---:|".repeat(measures.size())).append('\n');
    for (Contender each : contenders) {
      page.append("| ").append(each.name());
      for (String measure : measures) {
        List<Double> values = each.measured().getOrDefault(measure, List.of());
        page.append(" | ").append(values.isEmpty() ? "" : summary(values));
      }
      page.append(" |\n");
    }
  }

  private static String summary(List<Double> values) {
    String median = plain(Contender.median(values));
    return values.size() == 1
        ? median
        : median
            + " ("
            + plain(values.stream().min(Double::compare).orElseThrow())
            + " to "
            + plain(values.stream().max(Double::compare).orElseThrow())
            + ")";
  }

  /** Three digits that say something; what is not a number was waited for in vain. */
  static String plain(double value) {
    if (Double.isNaN(value)) {
      return "none in time";
    }
    double size = Math.abs(value);
    return String.format(
        Locale.ROOT,
        size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f",
        value);
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(circumstances);
    json.put("writtenAt", Instant.now().toString());
    json.put("sections", sections.stream().map(Report::json).toList());
    return json;
  }

  private static Map<String, Object> json(Section section) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", section.name());
    json.put(
        "contenders",
        section.contenders().stream()
            .map(
                each ->
                    Map.of(
                        "name", each.name(),
                        "median", medians(each),
                        "rounds", each.measured()))
            .toList());
    json.put("findings", section.findings());
    return json;
  }

  private static Map<String, Double> medians(Contender contender) {
    Map<String, Double> medians = new LinkedHashMap<>();
    contender
        .measured()
        .forEach((measure, values) -> medians.put(measure, Contender.median(values)));
    return medians;
  }
}
