package org.opinionloop.classifier.model;

import java.util.List;
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
  private static final ThreadLocal<Reasons> DESK = ThreadLocal.withInitial(Reasons::new);

  private final String version;
  private final Normaliser normaliser;
  private final Axis[] axes;
  private final Rows rows;
  private final Ngrams ngrams;
  private final int labels;
  private final double rarest;

  /** A model of these parts; {@link ModelFile} reads and the trainer makes them. */
  public Model(String version, Normaliser normaliser, List<Axis> axes, Rows rows) {
    this.version = version;
    this.normaliser = normaliser;
    this.axes = axes.toArray(Axis[]::new);
    this.rows = rows;
    this.ngrams = new Ngrams(rows.bits(), rows::row);
    this.rarest = Math.sqrt(255 * (double) rows.rarity()) - 1;
    this.labels = axes.stream().mapToInt(axis -> axis.labels().size()).sum();
    int lanes = labels - axes.size();
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
    return List.of(axes);
  }

  /** How it reads characters. */
  public Normaliser normaliser() {
    return normaliser;
  }

  Rows rows() {
    return rows;
  }

  /**
   * How rare two characters in a row are in what the model was trained on: the inverse document
   * frequency, at least 0; of what training never met, the highest there is. They must be
   * normalised.
   */
  public double rarity(char first, char second) {
    int row = rows.row(ngrams.pair(first, second));
    return row == Rows.UNKNOWN
        ? rarest
        : Math.max(0, Math.sqrt(rows.rarityOf(row) * (double) rows.rarity()) - 1);
  }

  /** Labels with reasons, and whether they can be relied on. */
  public Verdict judge(@Nullable String title, String text) {
    Reasons reasons = DESK.get();
    double[] probabilities = score(title == null ? "" : title, text, reasons.scratch());
    Prediction[] predictions = new Prediction[axes.length];
    boolean sure = true;
    int from = 0;
    int lane = 0;
    for (int a = 0; a < axes.length; a++) {
      Axis axis = axes[a];
      int count = axis.labels().size();
      int best = best(probabilities, from, count);
      int rival = second(probabilities, from, count, best);
      double confidence = axis.calibration().apply(probabilities[from + best]);
      List<String> spans = reasons.of(rows, axis, lane, best, rival, text);
      predictions[a] = new Prediction(axis.name(), axis.labels().get(best), confidence, spans);
      sure &= confidence >= axis.threshold();
      from += count;
      lane += axis.lanes();
    }
    List<Prediction> all = List.of(predictions);
    return sure ? new Verdict.Labelled(all) : new Verdict.NeedsReview(all);
  }

  /**
   * The raw probabilities of all labels of all axes, axis after axis: what calibration is learned
   * from.
   */
  public double[] probabilities(@Nullable String title, String text) {
    return score(title == null ? "" : title, text, DESK.get().scratch()).clone();
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

  private static int second(double[] values, int from, int count, int best) {
    int second = best == 0 ? 1 : 0;
    for (int i = second + 1; i < count; i++) {
      if (i != best && values[from + i] > values[from + second]) {
        second = i;
      }
    }
    return second;
  }

  private double[] score(String title, String text, Scratch scratch) {
    ngrams.extract(normaliser, title, text, scratch);
    float[] sums = rows.sums(scratch);
    double norm = rows.norm(sums);
    double[] probabilities = scratch.probabilities(labels);
    int lane = 0;
    int from = 0;
    for (Axis axis : axes) {
      for (int c = 0; c < axis.lanes(); c++) {
        probabilities[from + c] = sums[lane++] * axis.scale()[c] * norm + axis.bias()[c];
      }
      probabilities[from + axis.lanes()] = 0;
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
