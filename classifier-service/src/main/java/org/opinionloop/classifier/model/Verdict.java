package org.opinionloop.classifier.model;

import java.util.Map;

/** What the model makes of a text: labels to rely on, or labels a person should look at first. */
public sealed interface Verdict {

  /** By axis, in the model's order. */
  Map<String, Prediction> predictions();

  /** Every axis was confident enough. */
  record Labelled(Map<String, Prediction> predictions) implements Verdict {}

  /** At least one axis was below its threshold. */
  record NeedsReview(Map<String, Prediction> predictions) implements Verdict {}

  /** Whether a person should look before relying on the labels. */
  default boolean needsReview() {
    return this instanceof NeedsReview;
  }
}
