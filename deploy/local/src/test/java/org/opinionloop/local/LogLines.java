package org.opinionloop.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The log of a run, line by line. */
final class LogLines {

  /** How a line of a logger begins, and how those of a stack trace do. */
  private static final Pattern OURS =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ (?:ERROR|WARN |INFO |DEBUG) \\[.*"
              + "|\\t+(?:at |\\.\\.\\. |Suppressed: ).*"
              + "|(?:Wrapped by: |Caused by: )?[a-z]\\w*(?:\\.[\\w$]+)+(?::.*)?"
              + "|");

  private LogLines() {}

  /** All of them, of rolled files as well. */
  static List<String> of(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("logs"))) {
      return files.sorted().flatMap(LogLines::lines).toList();
    }
  }

  /** Whether a line is where a logger began one; what somebody else began is forged. */
  static boolean isOurs(String line) {
    return OURS.matcher(line).matches();
  }

  private static Stream<String> lines(Path file) {
    try (InputStream bytes = Files.newInputStream(file);
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
