package org.opinionloop.classifier.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.taxonomy.Names;
import org.opinionloop.contracts.taxonomy.Taxonomy;

/** The labels of an axis: codes of the taxonomy, understood by code or by name in any language. */
final class LabelNames {

  private final String axis;
  private final List<String> codes = new ArrayList<>();
  private final Map<String, String> byName = new LinkedHashMap<>();

  private LabelNames(String axis) {
    this.axis = axis;
  }

  /** The labels of the axis {@code theme}, {@code field} or {@code kind}. */
  static LabelNames of(String axis, Taxonomy taxonomy) {
    LabelNames names = new LabelNames(axis);
    switch (axis) {
      case "theme" -> taxonomy.themes().forEach(theme -> names.add(theme.code(), theme.names()));
      case "field" -> taxonomy.fields().forEach(field -> names.add(field.code(), field.names()));
      case "kind" -> {
        for (Kind kind : Kind.values()) {
          names.add(kind.name(), taxonomy.kind(kind));
        }
      }
      default -> throw new UsageException("--axis: " + axis + " (expected: theme, field or kind)");
    }
    return names;
  }

  /** In the order of the taxonomy. */
  List<String> codes() {
    return List.copyOf(codes);
  }

  /**
   * The code of this label.
   *
   * @param place where it stands, for the message
   */
  String code(String label, String place) {
    String code = byName.get(key(label));
    if (code == null) {
      throw new UsageException(
          place
              + ": "
              + axis
              + " "
              + Row.shown(label)
              + " is not in the taxonomy (expected: one of "
              + codes
              + " or a name)");
    }
    return code;
  }

  private void add(String code, Names names) {
    codes.add(code);
    byName.put(key(code), code);
    names.byLanguage().values().forEach(name -> byName.putIfAbsent(key(name), code));
  }

  /** The same for all spellings of a label that are one. */
  static String key(String label) {
    return label.strip().toLowerCase(Locale.ROOT);
  }
}
