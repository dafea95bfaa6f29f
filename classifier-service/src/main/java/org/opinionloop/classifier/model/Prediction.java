package org.opinionloop.classifier.model;

import java.util.List;

/**
 * The model's answer on one axis.
 *
 * @param label the best label
 * @param confidence the calibrated probability that it is right, [0, 1]
 * @param reasons the spans of the text that weighed most for it, heaviest first; empty if not asked
 */
public record Prediction(String label, double confidence, List<String> reasons) {

  /** Copies the list. */
  public Prediction {
    reasons = List.copyOf(reasons);
  }
}
