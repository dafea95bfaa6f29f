package org.opinionloop.classifier.training;

/**
 * How many logits a margin is worth: the factor under which softmax of held-out margins makes the
 * truth most likely (temperature scaling, Guo et al. 2017), found by golden-section search.
 */
final class Sharpness {

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Sharpness() {}

  static double fit(double[][] margins, int[] truth) {
    double low = Math.log(0.1);
    double high = Math.log(50);
    for (int step = 0; step < 40; step++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (surprise(margins, truth, Math.exp(left)) < surprise(margins, truth, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return Math.exp((low + high) / 2);
  }

  /** The probabilities these margins stand for. */
  static double[] probabilities(double[] margins, double sharpness) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double margin : margins) {
      highest = Math.max(highest, margin);
    }
    double[] p = new double[margins.length];
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      p[c] = Math.exp(sharpness * (margins[c] - highest));
      sum += p[c];
    }
    for (int c = 0; c < p.length; c++) {
      p[c] /= sum;
    }
    return p;
  }

  private static double surprise(double[][] margins, int[] truth, double sharpness) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum -= Math.log(Math.max(1e-12, probabilities(margins[i], sharpness)[truth[i]]));
    }
    return sum;
  }
}
