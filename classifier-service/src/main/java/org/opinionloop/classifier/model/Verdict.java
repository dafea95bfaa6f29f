package org.opinionloop.classifier.model;

import java.util.List;

/** What the model makes of a text: labels to rely on, or labels a person should look at first. */
public sealed interface Verdict {

  /** One an axis, in the model's order. */
  List<Prediction> predictions();

  /** Every axis was confident enough. */
  record Labelled(List<Prediction> predictions) implements Verdict {}

  /** At least one axis was below its threshold. */
  record NeedsReview(List<Prediction> predictions) implements Verdict {}

  /** Whether a person should look before relying on the labels. */
  default boolean needsReview() {
    return this instanceof NeedsReview;
  }

  /**
   * The prediction on this axis.
   *
   * @throws IllegalArgumentException if the model has no such axis
   */
  default Prediction on(String axis) {
    for (Prediction prediction : predictions()) {
      if (prediction.axis().equals(axis)) {
        return prediction;
      }
    }
    throw new IllegalArgumentException("axis " + axis + ": unknown to the model");
  }
}
