package org.opinionloop.classifier.training;

import java.util.List;
import java.util.Random;

/**
 * One linear support vector machine a label, all in one pass over the rows: squared hinge loss with
 * a quadratic penalty, solved by dual coordinate descent (Hsieh et al., A Dual Coordinate Descent
 * Method for Large-scale Linear SVM, 2008). A target is a distribution over the labels: a row
 * counts for a label by its probability and against it by the rest, so that a machine can also
 * learn from another model's probabilities. Deterministic.
 */
final class LinearSvm {

  private static final int EPOCHS = 25;
  private static final float TOLERANCE = 0.05f;
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
  private final float[] weights;

  private LinearSvm(Corpus corpus, int labels) {
    this.corpus = corpus;
    this.labels = labels;
    // The last row is the bias: a feature that every text has.
    this.weights = new float[(corpus.features() + 1) * labels];
  }

  /**
   * Fits the weights.
   *
   * @param cost how much a mistake costs against the size of the weights: the usual C
   */
  static LinearSvm fit(Corpus corpus, List<Sample> samples, int labels, double cost) {
    LinearSvm machine = new LinearSvm(corpus, labels);
    // By row and label the dual variable of being the label, and of being another.
    float[][] duals = new float[samples.size()][2 * labels];
    int[] order = new int[samples.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Random random = new Random(SEED);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      shuffle(order, random);
      float violation = 0;
      for (int i : order) {
        violation = Math.max(violation, machine.step(samples.get(i), duals[i], (float) cost));
      }
      if (violation < TOLERANCE) {
        break;
      }
    }
    return machine;
  }

  /** The weight of a feature for a label. */
  float weight(int feature, int label) {
    return weights[feature * labels + label];
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

  private float step(Sample sample, float[] duals, float cost) {
    int[] row = corpus.row(sample.text());
    float[] values = corpus.values(sample.text());
    float[] margins = new float[labels];
    sum(row, values, margins);
    float[] change = new float[labels];
    float violation = 0;
    boolean changed = false;
    for (int c = 0; c < labels; c++) {
      for (int side = 0; side < 2; side++) {
        float share = side == 0 ? sample.target()[c] : 1 - sample.target()[c];
        if (share <= 1e-3f) {
          continue;
        }
        float sign = side == 0 ? 1 : -1;
        float diagonal = 1 / (2 * cost * sample.weight() * share);
        float dual = duals[2 * c + side];
        // Length 1 of the text and 1 for the bias.
        float gradient = sign * (margins[c] + 2 * change[c]) - 1 + diagonal * dual;
        if (dual == 0 && gradient >= 0) {
          continue;
        }
        violation = Math.max(violation, Math.abs(gradient));
        float next = Math.max(0, dual - gradient / (2 + diagonal));
        change[c] += sign * (next - dual);
        duals[2 * c + side] = next;
        changed |= next != dual;
      }
    }
    if (changed) {
      for (int k = 0; k < row.length; k++) {
        int from = row[k] * labels;
        for (int c = 0; c < labels; c++) {
          weights[from + c] += values[k] * change[c];
        }
      }
      int bias = corpus.features() * labels;
      for (int c = 0; c < labels; c++) {
        weights[bias + c] += change[c];
      }
    }
    return violation;
  }

  private void sum(int[] row, float[] values, float[] sums) {
    System.arraycopy(weights, corpus.features() * labels, sums, 0, labels);
    for (int k = 0; k < row.length; k++) {
      int from = row[k] * labels;
      float value = values[k];
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
