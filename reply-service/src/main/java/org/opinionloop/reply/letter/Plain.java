package org.opinionloop.reply.letter;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Other people's words, made fit for a letter: no control characters, nothing that turns the
 * direction of writing around, no half surrogates.
 */
final class Plain {

  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\u3000]+");

  private Plain() {}

  /** On one line, blanks as single spaces. */
  static String line(String text) {
    return SPACES.matcher(clean(text)).replaceAll(" ").strip();
  }

  /** The same as it stands within quotation marks: marks of its own become inner ones. */
  static String quoted(String text) {
    return line(text).replace('“', '‘').replace('”', '’').replace('「', '『').replace('」', '』');
  }

  /** Line by line, without empty ones. */
  static List<String> paragraphs(String text) {
    return clean(text)
        .lines()
        .map(line -> BLANKS.matcher(line).replaceAll(" ").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String clean(String text) {
    return text.chars().allMatch(Plain::stays) ? text : cleaned(text);
  }

  /** Most are letters and marks, and most texts are nothing else. */
  private static boolean stays(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          c == '\n';
      default -> true;
    };
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(clean, c));
    return clean.toString();
  }

  private static void append(StringBuilder clean, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL -> {
        if (c == '\n' || c == '\r' || c == '\t') {
          clean.appendCodePoint(c);
        } else {
          clean.append(c == 0x85 ? '\n' : ' ');
        }
      }
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> clean.append('\n');
      case Character.SURROGATE -> clean.append('\uFFFD');
      case Character.FORMAT -> {
        if (!turnsWriting(c)) {
          clean.appendCodePoint(c);
        }
      }
      default -> clean.appendCodePoint(c);
    }
  }

  private static boolean turnsWriting(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xFEFF;
  }
}
