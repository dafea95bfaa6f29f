package org.opinionloop.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** The terminal: a line for every step, with the seconds since the start. Thread-safe. */
final class Console {

  private final PrintStream out;
  private final long start = System.nanoTime();

  Console(PrintStream out) {
    this.out = out;
  }

  /** A line as it is. */
  void say(String line) {
    out.println(line);
  }

  /** A line of a format. */
  void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  /** A line that tells how far we are, and when. */
  void progress(String line) {
    out.println(String.format(Locale.ROOT, "%6.1f s  %s", elapsed().toMillis() / 1000.0, line));
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
