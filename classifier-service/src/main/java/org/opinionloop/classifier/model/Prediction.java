package org.opinionloop.classifier.model;

import java.util.List;

/**
 * The model's answer on one axis.
 *
 * @param axis as {@code field}
 * @param label the best label
 * @param confidence the calibrated probability that it is right, [0, 1]
 * @param reasons the spans of the text that weighed most for it, heaviest first
 */
public record Prediction(String axis, String label, double confidence, List<String> reasons) {

  /** Copies the list. */
  public Prediction {
    // Stretches of a text stay the same, and are not cut out before somebody reads them.
    reasons = reasons instanceof Quotes ? reasons : List.copyOf(reasons);
  }
}
