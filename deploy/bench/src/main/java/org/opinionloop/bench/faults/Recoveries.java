package org.opinionloop.bench.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long it took, by kind of fault, from the moment its cause was gone (the process was started
 * again, or went on; the disk had room) until an opinion handed in after that moment had its letter
 * and its place in the figures.
 */
final class Recoveries {

  private final Map<Fault.Kind, List<Duration>> times = new EnumMap<>(Fault.Kind.class);

  void add(Fault.Kind kind, Duration time) {
    times.computeIfAbsent(kind, first -> new ArrayList<>()).add(time);
  }

  /** How many faults there were. */
  int count() {
    return times.values().stream().mapToInt(List::size).sum();
  }

  /** A line for each kind. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%-52s %5s %12s %12s%n",
            "fault",
            "times",
            "recovery p50",
            "recovery max"));
    times.forEach((kind, all) -> table.append(line(kind.words(), all)));
    table.append(line("all", times.values().stream().flatMap(List::stream).toList()));
    return table.toString();
  }

  private static String line(String name, List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return String.format(Locale.ROOT, "%-52s %5d%n", name, 0);
    }
    return String.format(
        Locale.ROOT,
        "%-52s %5d %10.1f s %10.1f s%n",
        name,
        sorted.size(),
        seconds(sorted.get((sorted.size() - 1) / 2)),
        seconds(sorted.get(sorted.size() - 1)));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
