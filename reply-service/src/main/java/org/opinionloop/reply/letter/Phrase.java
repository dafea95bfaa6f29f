package org.opinionloop.reply.letter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with placeholders in braces, as {@code 编号 {receipt}}, read once. Filling goes over it once
 * and never over what was filled in, so that a value with braces in it stays what it is. A brace
 * that belongs to no placeholder is an error.
 */
final class Phrase {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][A-Za-z]*)}");

  /** Literals at even indices, names of placeholders at odd ones. */
  private final List<String> parts;

  private Phrase(List<String> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a phrase.
   *
   * @param where it stands, for the message
   * @param known the placeholders that may stand in it
   * @throws IllegalArgumentException if another one does, or a brace stands alone
   */
  static Phrase parse(String text, String where, Set<String> known) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      parts.add(literal(text.substring(end, matcher.start()), where));
      String name = matcher.group(1);
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            where + ": placeholder {" + name + "} (expected: one of " + known + ")");
      }
      parts.add(name);
      end = matcher.end();
    }
    parts.add(literal(text.substring(end), where));
    return new Phrase(parts);
  }

  /** The placeholders in it. */
  Set<String> placeholders() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 1; i < parts.size(); i += 2) {
      names.add(parts.get(i));
    }
    return names;
  }

  /** Whether one of its placeholders is such. */
  boolean anyPlaceholder(Predicate<String> such) {
    for (int i = 1; i < parts.size(); i += 2) {
      if (such.test(parts.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** The text with the values in place of their placeholders. */
  String fill(UnaryOperator<String> values) {
    StringBuilder text = new StringBuilder();
    fill(values, text);
    return text.toString();
  }

  /** Appends it to a longer text. */
  void fill(UnaryOperator<String> values, StringBuilder text) {
    for (int i = 0; i < parts.size(); i++) {
      text.append(i % 2 == 0 ? parts.get(i) : values.apply(parts.get(i)));
    }
  }

  private static String literal(String text, String where) {
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          where + ": a brace that belongs to no placeholder (expected: {name})");
    }
    return text;
  }
}
