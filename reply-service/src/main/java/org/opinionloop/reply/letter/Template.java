package org.opinionloop.reply.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The wording of one form of letter in one language. Its file begins with {@code version: …} and
 * {@code subject: …}, then an empty line, then the body, whose first line is the salutation:
 *
 * <pre>
 * version: 1
 * subject: 受理告知（受理编号 {receipt}）
 *
 * {salutation}
 * …
 * </pre>
 *
 * A line of the body that names something empty falls away, and the empty lines around it become
 * one. So what the letter must say has to stand on a line that names nothing else that may be
 * empty, as {@code summary}; it may stand on others as well.
 */
final class Template {

  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,31}");

  /** The index of the body's first line. */
  private static final int FIRST = 3;

  private final String version;
  private final Phrase subject;
  private final List<Phrase> body;

  private Template(String version, Phrase subject, List<Phrase> body) {
    this.version = version;
    this.subject = subject;
    this.body = List.copyOf(body);
  }

  /**
   * Reads a template.
   *
   * @param where it comes from, for the message
   * @throws IllegalArgumentException if it has not the form above, or names what it may not, or
   *     does not name what it must, or only where that may fall away
   */
  static Template parse(String text, Form form, String where) {
    List<String> lines = text.strip().lines().map(String::stripTrailing).toList();
    if (lines.size() < 4 || !lines.get(2).isEmpty()) {
      throw new IllegalArgumentException(
          where + ": no template (expected: version, subject, an empty line, the body)");
    }
    String version = header(lines.get(0), "version", where);
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          where + ": version " + version + " (expected: letters, digits, '.', '_', '-')");
    }
    Phrase subject =
        Phrase.parse(
            header(lines.get(1), "subject", where),
            where + ", subject",
            Placeholder.codes(Placeholder.inSubjects()));
    Set<String> allowed = Placeholder.codes(Placeholder.allowed(form));
    List<Phrase> body = new ArrayList<>();
    for (int i = FIRST; i < lines.size(); i++) {
      body.add(Phrase.parse(lines.get(i), where + ", line " + (i + 1), allowed));
    }
    requireSaid(body, form, where);
    if (!lines.get(FIRST).equals("{salutation}")) {
      throw new IllegalArgumentException(
          where + ", line 4: no salutation (expected: {salutation} and nothing else)");
    }
    return new Template(version, subject, body);
  }

  /** What a letter must say stands somewhere, and where nothing else lets its line fall away. */
  private static void requireSaid(List<Phrase> body, Form form, String where) {
    Set<String> maybeEmpty = Placeholder.codes(Placeholder.maybeEmpty(form));
    Set<String> missing = Placeholder.codes(Placeholder.needed(form));
    Map<String, String> unsure = new TreeMap<>();
    for (int i = 0; i < body.size(); i++) {
      for (String name : body.get(i).placeholders()) {
        Set<String> others = body.get(i).placeholders();
        others.remove(name);
        others.retainAll(maybeEmpty);
        if (others.isEmpty()) {
          missing.remove(name);
        } else {
          unsure.putIfAbsent(name, "line " + (FIRST + i + 1) + ": {" + name + "} beside " + others);
        }
      }
    }
    unsure.keySet().retainAll(missing);
    missing.removeAll(unsure.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          where + ": nowhere " + missing + " (expected: each of them in the body)");
    }
    if (!unsure.isEmpty()) {
      throw new IllegalArgumentException(
          where
              + ", "
              + unsure.values().iterator().next()
              + ", which may be empty and its line then falls away (expected: a line without)");
    }
  }

  String version() {
    return version;
  }

  String subject(Map<String, String> values) {
    return subject.fill(name -> value(values, name));
  }

  String body(Map<String, String> values) {
    StringBuilder text = new StringBuilder(1024);
    boolean gap = true;
    for (Phrase line : body) {
      if (line.anyPlaceholder(name -> value(values, name).isEmpty())) {
        continue;
      }
      int start = text.length();
      line.fill(name -> value(values, name), text);
      boolean empty = text.length() == start;
      if (!empty || !gap) {
        text.append('\n');
      }
      gap = empty;
    }
    return text.toString();
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("nothing to put for {" + name + "}");
    }
    return value;
  }

  private static String header(String line, String name, String where) {
    String prefix = name + ":";
    if (!line.startsWith(prefix) || line.substring(prefix.length()).isBlank()) {
      throw new IllegalArgumentException(
          where + ": no " + name + " (expected: a line '" + prefix + " …')");
    }
    return line.substring(prefix.length()).strip();
  }
}
