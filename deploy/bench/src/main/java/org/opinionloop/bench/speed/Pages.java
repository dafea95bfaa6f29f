package org.opinionloop.bench.speed;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts measured figures into the pages that speak of them, between a line {@code <!-- measured:
 * part -->} and the next {@code <!-- end -->}, so that no figure is copied by hand. They are those
 * of the files in {@code deploy/bench/results}, of each suite the last. What was not measured stays
 * as it is.
 */
final class Pages {

  private static final Pattern PART =
      Pattern.compile("(<!-- measured: (\\S+) -->\n)(.*?)(<!-- end -->)", Pattern.DOTALL);

  private final Path results;

  Pages(Path results) {
    this.results = results;
  }

  /** Fills the pages of this repository. */
  static void fill(Path home) throws IOException {
    Pages pages = new Pages(home.resolve("deploy/bench/results"));
    for (String name : List.of("README.md", "deploy/bench/README.md", "deploy/bench/SCALE.md")) {
      Path page = home.resolve(name);
      Files.writeString(page, pages.filled(Files.readString(page)));
    }
  }

  /** The page with the figures that there are. */
  String filled(String page) throws IOException {
    StringBuilder filled = new StringBuilder();
    Matcher part = PART.matcher(page);
    while (part.find()) {
      String figures = figures(part.group(2), part.group(3));
      part.appendReplacement(
          filled, Matcher.quoteReplacement(part.group(1) + figures + part.group(4)));
    }
    return part.appendTail(filled).toString();
  }

  private String figures(String part, String before) throws IOException {
    Collection<JsonNode> sections = sections();
    return switch (part) {
      case "trade" -> section(sections, TradeSuite.NAME).map(Pages::table).orElse(before);
      case "growth" -> section(sections, GrowthSuite.NAME).map(Pages::table).orElse(before);
      case "scale" -> section(sections, ScaleSuite.NAME).map(Pages::table).orElse(before);
      case "targets" -> sections.isEmpty() ? before : targets(sections);
      case "loop" -> section(sections, LoopSuite.NAME).map(Pages::loop).orElse(before);
      default -> throw new IllegalArgumentException(part + ": no part that is measured");
    };
  }

  /** What was measured last of each. */
  private Collection<JsonNode> sections() throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    try (DirectoryStream<Path> measured = Files.newDirectoryStream(results, "*.json")) {
      for (Path file : measured) {
        runs.add(new JsonMapper().readTree(Files.readString(file)));
      }
    }
    runs.sort(Comparator.comparing(run -> run.path("at").stringValue("")));
    Map<String, JsonNode> sections = new LinkedHashMap<>();
    for (JsonNode run : runs) {
      run.path("sections").forEach(each -> sections.put(beginning(each), each));
    }
    return sections.values();
  }

  /** A name may end with a rate, which is another each time. */
  private static String beginning(JsonNode section) {
    return section.path("name").stringValue("").replaceAll("\\d.*", "");
  }

  /** The section whose name begins so; empty if it was not measured. */
  private static Optional<JsonNode> section(Collection<JsonNode> sections, String name) {
    return sections.stream()
        .filter(each -> each.path("name").stringValue("").startsWith(name))
        .findFirst();
  }

  /** A row a contender, a column a measure. */
  private static String table(JsonNode section) {
    StringBuilder table = new StringBuilder();
    for (JsonNode contender : section.path("contenders")) {
      Map<String, Double> medians = medians(contender);
      if (table.isEmpty()) {
        table.append("| | ").append(String.join(" | ", medians.keySet())).append(" |\n|---|");
        table.append("---|".repeat(medians.size())).append('\n');
      }
      table.append("| ").append(contender.path("name").stringValue(""));
      medians.values().forEach(value -> table.append(" | ").append(Report.plain(value)));
      table.append(" |\n");
    }
    StringBuilder findings = new StringBuilder();
    section.path("findings").forEach(each -> findings.append("- ").append(said(each)).append('\n'));
    return table + (findings.isEmpty() ? "" : "\n" + findings);
  }

  /** All findings that have a target. */
  private static String targets(Collection<JsonNode> sections) {
    StringBuilder table = new StringBuilder("| | measured | target | |\n|---|---|---|---|\n");
    for (JsonNode section : sections) {
      for (JsonNode each : section.path("findings")) {
        if (!each.path("target").stringValue("").isEmpty()) {
          table
              .append("| ")
              .append(section.path("name").stringValue(""))
              .append(": ")
              .append(each.path("what").stringValue(""))
              .append(" | ")
              .append(Report.plain(each.path("value").asDouble(Double.NaN)))
              .append(" | ")
              .append(each.path("target").stringValue(""))
              .append(" | ")
              .append(each.path("met").asBoolean(false) ? "met" : "not met")
              .append(" |\n");
        }
      }
    }
    return table.toString();
  }

  /** What an opinion costs in each process, and what that is at a nation's peak. */
  private static String loop(JsonNode section) {
    StringBuilder table =
        new StringBuilder(
            "| process | CPU µs an opinion | cores at the peak, half used |\n|---|---|---|\n");
    double all = 0;
    for (JsonNode contender : section.path("contenders")) {
      Double cost = medians(contender).get(LoopSuite.COST);
      if (cost != null) {
        String name = contender.path("name").stringValue("");
        double whole = name.equals("broker") ? 3 * cost : cost;
        all += whole;
        row(table, name.equals("broker") ? "broker, three replicas" : name, whole);
      }
    }
    row(table, "together", all);
    StringBuilder findings = new StringBuilder("\n");
    section.path("findings").forEach(each -> findings.append("- ").append(said(each)).append('\n'));
    return table.append(findings).toString();
  }

  private static void row(StringBuilder table, String name, double micros) {
    table
        .append("| ")
        .append(name)
        .append(" | ")
        .append(Report.plain(micros))
        .append(" | ")
        .append(Report.plain(2 * PEAK * micros / 1e6))
        .append(" |\n");
  }

  /** Opinions a second: 10^7 a day, 20 times the mean. */
  private static final double PEAK = 20 * 1e7 / 86_400;

  private static String said(JsonNode finding) {
    String target = finding.path("target").stringValue("");
    return finding.path("what").stringValue("")
        + ": **"
        + Report.plain(finding.path("value").asDouble(Double.NaN))
        + "**"
        + (target.isEmpty()
            ? ""
            : " (" + target + (finding.path("met").asBoolean(false) ? ")" : ": not met)"));
  }

  private static Map<String, Double> medians(JsonNode contender) {
    Map<String, Double> medians = new LinkedHashMap<>();
    contender
        .path("median")
        .properties()
        .forEach(each -> medians.put(each.getKey(), each.getValue().asDouble(Double.NaN)));
    return medians;
  }
}
