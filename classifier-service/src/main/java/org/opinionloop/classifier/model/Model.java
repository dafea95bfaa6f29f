package org.opinionloop.classifier.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sparse linear model over hashed n-grams: one pass over the text serves all axes. A text is the
 * set x of its buckets, each weighted by its rarity and all together scaled to length 1; an axis
 * scores label c by w_c·x + b_c, and softmax with calibration makes a probability of it.
 * Thread-safe and linear in the length of the text; a text of which nothing is known gets the
 * labels' priors.
 */
public final class Model {

  // One a thread, for all models: it holds nothing between two texts.
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private final String version;
  private final Normaliser normaliser;
  private final int bits;
  private final List<Axis> axes;
  private final Rows rows;
  private final Ngrams ngrams;

  /** A model of these parts; {@link ModelFile} reads and the trainer makes them. */
  public Model(String version, Normaliser normaliser, List<Axis> axes, Rows rows) {
    this.version = version;
    this.normaliser = normaliser;
    this.bits = rows.bits();
    this.axes = List.copyOf(axes);
    this.rows = rows;
    this.ngrams = new Ngrams(bits);
    int lanes = axes.stream().mapToInt(Axis::lanes).sum();
    if (lanes != rows.lanes()) {
      throw new IllegalArgumentException(
          "rows: " + rows.lanes() + " lanes (expected: " + lanes + " for the axes)");
    }
  }

  /** Which model this is; goes into every event. */
  public String version() {
    return version;
  }

  /** The questions it answers, in order. */
  public List<Axis> axes() {
    return axes;
  }

  /** How it reads characters. */
  public Normaliser normaliser() {
    return normaliser;
  }

  Rows rows() {
    return rows;
  }

  /** Labels with reasons, and whether they can be relied on. */
  public Verdict judge(@Nullable String title, String text) {
    String head = title == null ? "" : title;
    Scratch scratch = SCRATCH.get();
    double[] probabilities = score(head, text, scratch);
    Map<String, Prediction> predictions = new LinkedHashMap<>();
    boolean sure = true;
    int from = 0;
    for (int a = 0; a < axes.size(); a++) {
      Axis axis = axes.get(a);
      int best = best(probabilities, from, axis.labels().size());
      double confidence = axis.calibration().apply(probabilities[from + best]);
      List<String> reasons = new Reasons(this, ngrams, a, best).of(head, text, scratch);
      predictions.put(axis.name(), new Prediction(axis.labels().get(best), confidence, reasons));
      sure &= confidence >= axis.threshold();
      from += axis.labels().size();
    }
    return sure ? new Verdict.Labelled(predictions) : new Verdict.NeedsReview(predictions);
  }

  /**
   * The raw probabilities of all labels of all axes, axis after axis: what calibration is learned
   * from.
   */
  public double[] probabilities(@Nullable String title, String text) {
    return score(title == null ? "" : title, text, SCRATCH.get());
  }

  /** The place of the greatest of these. */
  public static int best(double[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  private double[] score(String title, String text, Scratch scratch) {
    ngrams.extract(normaliser, title, text, scratch);
    float[] sums = rows.sums(scratch);
    double norm = rows.norm(sums);
    int labels = 0;
    for (Axis axis : axes) {
      labels += axis.labels().size();
    }
    double[] probabilities = new double[labels];
    int lane = 0;
    int from = 0;
    for (Axis axis : axes) {
      for (int c = 0; c < axis.lanes(); c++) {
        probabilities[from + c] = sums[lane++] * axis.scale()[c] * norm + axis.bias()[c];
      }
      softmax(probabilities, from, axis.labels().size());
      from += axis.labels().size();
    }
    return probabilities;
  }

  private static void softmax(double[] scores, int from, int count) {
    double highest = scores[from];
    for (int i = 1; i < count; i++) {
      highest = Math.max(highest, scores[from + i]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      scores[from + i] = Math.exp(scores[from + i] - highest);
      sum += scores[from + i];
    }
    for (int i = 0; i < count; i++) {
      scores[from + i] /= sum;
    }
  }
}
