package org.opinionloop.bench.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A letter that reached its person.
 *
 * @param at milliseconds since the epoch
 * @param address where: a mail address, or what stands for one
 * @param letter the stable mark that it bears: Message-ID or Idempotency-Key
 */
public record Arrival(long at, String address, String letter) {

  /** As a line of a file. */
  String line() {
    return at + "\t" + address + "\t" + letter + "\n";
  }

  /** All of a file, in their order; none if there is no file. A last line that is cut is left. */
  public static List<Arrival> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var lines = Files.lines(file)) {
      return lines
          .map(line -> line.split("\t", -1))
          .filter(parts -> parts.length == 3)
          .map(parts -> new Arrival(Long.parseLong(parts[0]), parts[1], parts[2]))
          .toList();
    }
  }
}
