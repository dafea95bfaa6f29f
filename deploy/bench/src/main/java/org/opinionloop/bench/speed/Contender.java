package org.opinionloop.bench.speed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is measured, and what was measured, round by round. */
final class Contender {

  /** Records or requests a second. */
  static final String RATE = "per second";

  /** Processor time of the contender's own process, in microseconds a record. */
  static final String CPU = "CPU µs each";

  private final String name;
  private final Map<String, List<Double>> measured = new LinkedHashMap<>();

  Contender(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  Map<String, List<Double>> measured() {
    return measured;
  }

  void note(String measure, double value) {
    measured.computeIfAbsent(measure, first -> new ArrayList<>()).add(value);
  }

  double median(String measure) {
    return median(values(measure));
  }

  /** The middle of the ratios to the other, round by round: what disturbs both cancels out. */
  double ratio(Contender other, String measure) {
    List<Double> mine = values(measure);
    List<Double> theirs = other.values(measure);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < mine.size(); i++) {
      ratios.add(mine.get(i) / theirs.get(i));
    }
    return median(ratios);
  }

  private List<Double> values(String measure) {
    return measured.getOrDefault(measure, List.of());
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
