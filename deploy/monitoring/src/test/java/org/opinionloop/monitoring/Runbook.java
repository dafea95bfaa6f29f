package org.opinionloop.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The runbook's sections, named by their headings. */
final class Runbook {

  private static final Pattern NO_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

  private Runbook() {}

  static String text() {
    return Files.text("RUNBOOK.md");
  }

  static List<String> headings() {
    return Arrays.stream(text().split("\n", -1))
        .filter(line -> line.startsWith("## "))
        .map(line -> line.substring(3).strip())
        .toList();
  }

  /** What stands under a heading, or nothing. */
  static String section(String heading) {
    String text = text();
    int start = text.indexOf("\n## " + heading + "\n");
    if (start < 0) {
      return "";
    }
    int end = text.indexOf("\n## ", start + 1);
    return end < 0 ? text.substring(start) : text.substring(start, end);
  }

  /** The anchor that renderers of Markdown give to a heading. */
  static String anchor(String heading) {
    return NO_ANCHOR.matcher(heading.toLowerCase(Locale.ROOT)).replaceAll("").replace(' ', '-');
  }
}
