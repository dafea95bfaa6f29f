package org.opinionloop.classifier.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opinionloop.classifier.model.Normaliser;

/**
 * Divides rows into folds, those of one group together. A row of which nobody said to which group
 * it belongs is one of the group of the rows with the same words, whatever their ids: what officers
 * corrected may well have been sent twice, and would be tested on a model that has learned it.
 */
final class Folds {

  static final int COUNT = 5;

  /** The fold of rows that are only learned from and never tested on. */
  static final int NONE = -1;

  private Folds() {}

  /**
   * By row its fold, from 0 on, or {@link #NONE}.
   *
   * @param tested so many rows, from the first, may be tested on, if they have a text
   */
  static int[] of(List<Row> rows, int tested, Normaliser normaliser) {
    Map<String, String> groups = new HashMap<>();
    for (Row row : rows.subList(0, tested)) {
      if (row.isGrouped()) {
        groups.putIfAbsent(words(row, normaliser), row.group());
      }
    }
    int[] folds = new int[rows.size()];
    Arrays.fill(folds, NONE);
    for (int i = 0; i < tested; i++) {
      Row row = rows.get(i);
      if (!row.get("text").isEmpty()) {
        String group =
            row.isGrouped()
                ? row.group()
                : groups.computeIfAbsent(words(row, normaliser), own -> row.group());
        folds[i] = Math.floorMod(group.hashCode(), COUNT);
      }
    }
    return folds;
  }

  static String words(Row row, Normaliser normaliser) {
    return normaliser.normalise(row.title()) + "\n" + normaliser.normalise(row.text());
  }
}
