package org.opinionloop.classifier.training;

import java.util.List;
import java.util.Random;

/**
 * One linear machine a label, all in one pass over the rows: least squares with a quadratic penalty
 * (ridge regression of +1 for the label and -1 for another; Rifkin and Klautau, In Defense of
 * One-Vs-All Classification, 2004), solved by coordinate descent over the rows' residuals (as Hsieh
 * et al. 2008 do for support vector machines). A target is a distribution over the labels, so that
 * a machine can also learn from another model's probabilities. Deterministic.
 */
final class LeastSquares {

  private static final int EPOCHS = 60;
  private static final float TOLERANCE = 0.01f;
  private static final long SEED = 20260101;

  /**
   * One text to learn from.
   *
   * @param text its place in the corpus
   * @param target the probability of each label
   * @param weight how much it counts
   */
  record Sample(int text, float[] target, float weight) {}

  private final Corpus corpus;
  private final int labels;
  private final float[] telling;
  private final float[] weights;

  private LeastSquares(Corpus corpus, int labels, float[] telling) {
    this.corpus = corpus;
    this.labels = labels;
    this.telling = telling;
    // The last row is the bias: a feature that every text has.
    this.weights = new float[(corpus.features() + 1) * labels];
  }

  /**
   * Fits the weights.
   *
   * @param cost how much a square of a residual costs against the square of the weights: the usual
   *     C
   */
  static LeastSquares fit(Corpus corpus, List<Sample> samples, int labels, double cost) {
    LeastSquares machine = new LeastSquares(corpus, labels, Telling.of(corpus, samples, labels));
    float[] squares = new float[samples.size()];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = (float) Telling.square(corpus, samples.get(i).text(), machine.telling);
    }
    // By row and label how much the row adds to the machine.
    float[][] duals = new float[samples.size()][labels];
    int[] order = new int[samples.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Random random = new Random(SEED);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      shuffle(order, random);
      float violation = 0;
      for (int i : order) {
        float diagonal = (float) (1 / (2 * cost * samples.get(i).weight()));
        violation =
            Math.max(violation, machine.step(samples.get(i), squares[i], duals[i], diagonal));
      }
      if (violation < TOLERANCE) {
        break;
      }
    }
    return machine;
  }

  /** The weight of a feature for a label. */
  float weight(int feature, int label) {
    return weights[feature * labels + label] * telling[feature];
  }

  /** The bias of a label. */
  float bias(int label) {
    return weights[corpus.features() * labels + label];
  }

  /** By label, on which side of its machine a text of the corpus is, and how far. */
  double[] margins(int text) {
    float[] sums = new float[labels];
    sum(corpus.row(text), corpus.values(text), sums);
    double[] margins = new double[labels];
    for (int c = 0; c < labels; c++) {
      margins[c] = sums[c];
    }
    return margins;
  }

  /** Brings the row's residuals into balance with its duals; returns how far off they were. */
  private float step(Sample sample, float square, float[] duals, float diagonal) {
    int[] row = corpus.row(sample.text());
    float[] values = corpus.values(sample.text());
    float[] margins = new float[labels];
    sum(row, values, margins);
    float violation = 0;
    float[] change = margins;
    for (int c = 0; c < labels; c++) {
      float residual = 2 * sample.target()[c] - 1 - margins[c] - diagonal * duals[c];
      violation = Math.max(violation, Math.abs(residual));
      // The square of the text's length, and 1 for the bias.
      change[c] = residual / (square + 1 + diagonal);
      duals[c] += change[c];
    }
    for (int k = 0; k < row.length; k++) {
      int from = row[k] * labels;
      float value = values[k] * telling[row[k]];
      for (int c = 0; c < labels; c++) {
        weights[from + c] += value * change[c];
      }
    }
    int bias = corpus.features() * labels;
    for (int c = 0; c < labels; c++) {
      weights[bias + c] += change[c];
    }
    return violation;
  }

  private void sum(int[] row, float[] values, float[] sums) {
    System.arraycopy(weights, corpus.features() * labels, sums, 0, labels);
    for (int k = 0; k < row.length; k++) {
      int from = row[k] * labels;
      float value = values[k] * telling[row[k]];
      for (int c = 0; c < labels; c++) {
        sums[c] += value * weights[from + c];
      }
    }
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
