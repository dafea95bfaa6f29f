package org.opinionloop.bench.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands of the operating system that Java has no words for. */
public final class Shell {

  private Shell() {}

  /**
   * Runs one to its end.
   *
   * @throws IOException with what it printed, if it failed
   */
  public static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.onExit().join();
    if (process.exitValue() != 0) {
      throw new IOException(String.join(" ", List.of(command)) + ": " + output);
    }
  }
}
