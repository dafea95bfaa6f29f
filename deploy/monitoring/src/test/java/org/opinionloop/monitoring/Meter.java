package org.opinionloop.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A meter as {@code METERS.md} has it.
 *
 * @param kind counter, timer, histogram or gauge
 */
record Meter(String name, String kind, Set<String> tags) {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** The meters of our own. */
  static List<Meter> ours() {
    return rows("## Of our own")
        .map(cells -> new Meter(code(cells[1]).iterator().next(), cells[2].strip(), code(cells[3])))
        .toList();
  }

  /** Names of the frameworks' meters, as Prometheus has them, without the endings of histograms. */
  static Set<String> ofFrameworks() {
    return rows("## Of the frameworks")
        .flatMap(cells -> code(cells[1]).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Its names in Prometheus. */
  Set<String> series() {
    String base = name.replace('.', '_');
    return switch (kind) {
      case "counter" -> Set.of(base + "_total");
      case "gauge" -> Set.of(base);
      case "timer" -> Set.of(base + "_seconds_count", base + "_seconds_sum", base + "_seconds_max");
      case "timer, histogram" ->
          Set.of(
              base + "_seconds_bucket",
              base + "_seconds_count",
              base + "_seconds_sum",
              base + "_seconds_max");
      default -> throw new IllegalStateException(name + " is a " + kind);
    };
  }

  private static java.util.stream.Stream<String[]> rows(String heading) {
    String page = Files.text("METERS.md");
    int start = page.indexOf("\n" + heading + "\n");
    int end = page.indexOf("\n## ", start + 1);
    return (end < 0 ? page.substring(start) : page.substring(start, end))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1));
  }

  private static Set<String> code(String cell) {
    return CODE.matcher(cell)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<String> names(String expression) {
    return Arrays.stream(
            expression
                .replaceAll("by \\([^)]*\\)|\\{[^}]*}|\"[^\"]*\"|\\[[^]]*]", " ")
                .split("[^a-zA-Z0-9_:]+", -1))
        .filter(word -> word.matches("[a-z]+_[a-z_0-9]*|up"))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
