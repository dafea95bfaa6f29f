package org.opinionloop.classifier.model;

import java.util.List;

/**
 * One question the model answers about a text.
 *
 * @param name as {@code field}
 * @param labels the possible answers; the last one is the reference, its score is always 0
 * @param scale by label but the last: what a unit of the quantised sum is worth
 * @param bias by label but the last
 * @param calibration from the raw probability of the best label to a calibrated one
 * @param threshold confidence below which a person should look, [0, 1]
 */
public record Axis(
    String name,
    List<String> labels,
    float[] scale,
    float[] bias,
    Calibration calibration,
    double threshold) {

  /** How many labels an axis can have. */
  public static final int MOST_LABELS = 64;

  /** Checks that the arrays fit the labels. */
  public Axis {
    labels = List.copyOf(labels);
    if (labels.size() < 2 || labels.size() > MOST_LABELS) {
      throw new IllegalArgumentException(
          "axis " + name + ": " + labels.size() + " labels (expected: 2 to " + MOST_LABELS + ")");
    }
    if (scale.length != labels.size() - 1 || bias.length != labels.size() - 1) {
      throw new IllegalArgumentException("axis " + name + ": weights do not fit the labels");
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "axis " + name + ": threshold " + threshold + " (expected: in [0, 1])");
    }
  }

  /** How many lanes of a row are this axis's: one a label but the last. */
  int lanes() {
    return labels.size() - 1;
  }
}
