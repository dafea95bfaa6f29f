package org.opinionloop.bench.speed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures depend on, beside the code. */
final class Machine {

  private Machine() {}

  static Map<String, String> describe(Path home, Plan plan) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("at", Instant.now().toString());
    all.put("commit", commit(home));
    all.put(
        "processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
    all.put("memory", field(Path.of("/proc/meminfo"), "MemTotal:"));
    all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    all.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
    // What others were doing: a run beside them is good for ratios at best.
    all.put("load before", Files.readString(Path.of("/proc/loadavg")).strip());
    all.put(
        "rounds",
        plan.rounds().counted()
            + " where contenders take turns, after "
            + plan.rounds().warmUp()
            + " or more of warm-up, until Java's compilers rest, at most "
            + plan.patience().toSeconds()
            + " s");
    return all;
  }

  private static String processor() throws IOException {
    return field(Path.of("/proc/cpuinfo"), "model name");
  }

  private static String field(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String commit(Path home) throws IOException {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
              .directory(home.toFile())
              .start();
      String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? commit.strip() : "unknown";
    } catch (InterruptedException ended) {
      throw new IllegalStateException("interrupted", ended);
    }
  }
}
