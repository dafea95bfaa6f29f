package org.opinionloop.classifier.training;

import java.util.Map;

/**
 * One row of a file, its values by column; a column that is absent is empty.
 *
 * @param place the file and the line on which it begins, for messages
 * @param values as they stand in the file
 */
record Row(String place, Map<String, String> values) {

  private static final int LONGEST_SHOWN = 30;

  /** The value in the first of these columns that has one; empty if none has. */
  String get(String... columns) {
    for (String column : columns) {
      String value = values.get(column);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return "";
  }

  String title() {
    return get("title");
  }

  /** The text; words that came apart are put together again. */
  String text() {
    String text = get("text");
    return text.isEmpty() ? get("tokens").replace(" ", "") : text;
  }

  /** A value in a message: where columns are mixed up, it may be all that somebody has written. */
  static String shown(String value) {
    return value.length() <= LONGEST_SHOWN ? value : "of " + value.length() + " characters";
  }

  /** Whether the file says what it is, or to which group it belongs. */
  boolean isNamed() {
    return !get("dup_group", "group", "id").isEmpty();
  }

  /** Whether the file says to which group the row belongs. */
  boolean isGrouped() {
    return !get("dup_group", "group").isEmpty();
  }

  /** Rows of one group are alike and must not be divided between training and test. */
  String group() {
    String group = get("dup_group", "group", "id");
    return group.isEmpty() ? Integer.toHexString((title() + text()).hashCode()) : group;
  }

  /** What the row says on this axis, as written; empty if nothing. */
  String label(String axis) {
    return axis.equals("field") ? get("field", "label") : get(axis);
  }
}
