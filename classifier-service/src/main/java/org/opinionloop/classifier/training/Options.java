package org.opinionloop.classifier.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was typed after the command: {@code --name=value} or {@code --name}. */
final class Options {

  private final Map<String, String> values = new LinkedHashMap<>();

  Options(List<String> arguments, Set<String> known) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!name.startsWith("--") || !known.contains(name.substring(2))) {
        throw new UsageException(
            name + ": unknown (expected: one of --" + String.join(", --", known) + ")");
      }
      values.merge(
          name.substring(2),
          equals < 0 ? "" : argument.substring(equals + 1),
          (one, other) -> one + "," + other);
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  String required(String name) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw new UsageException("--" + name + ": missing (see --help)");
    }
    return value;
  }

  /** Files named by this option, several divided by commas. */
  List<Path> paths(String name) {
    String value = values.getOrDefault(name, "");
    return value.isEmpty() ? List.of() : Arrays.stream(value.split(",", -1)).map(Path::of).toList();
  }

  double number(String name, double otherwise, double least, double most) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    double number;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException none) {
      number = Double.NaN;
    }
    if (!(number >= least && number <= most)) {
      throw new UsageException(
          "--" + name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
    return number;
  }
}
