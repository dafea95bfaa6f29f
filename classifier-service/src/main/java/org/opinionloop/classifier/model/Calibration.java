package org.opinionloop.classifier.model;

/**
 * A monotone map from a raw probability to the share of texts that were right at it: linear between
 * knots, constant beyond the first and the last.
 *
 * @param raw rising, in [0, 1]
 * @param calibrated not falling, in [0, 1]
 */
public record Calibration(float[] raw, float[] calibrated) {

  /** Leaves every probability as it is. */
  public static final Calibration IDENTITY =
      new Calibration(new float[] {0, 1}, new float[] {0, 1});

  /** Checks that the knots are monotone probabilities. */
  public Calibration {
    if (raw.length == 0 || raw.length != calibrated.length) {
      throw new IllegalArgumentException(
          "calibration: " + raw.length + " and " + calibrated.length + " knots (expected: equal)");
    }
    for (int i = 0; i < raw.length; i++) {
      boolean probability = raw[i] >= 0 && raw[i] <= 1 && calibrated[i] >= 0 && calibrated[i] <= 1;
      boolean monotone = i == 0 || (raw[i] > raw[i - 1] && calibrated[i] >= calibrated[i - 1]);
      if (!probability || !monotone) {
        throw new IllegalArgumentException("calibration: knot " + i + " (expected: monotone)");
      }
    }
  }

  /** The calibrated probability, [0, 1]. */
  public double apply(double probability) {
    int last = raw.length - 1;
    if (!(probability > raw[0])) {
      return calibrated[0];
    }
    if (probability >= raw[last]) {
      return calibrated[last];
    }
    int i = 1;
    while (raw[i] < probability) {
      i++;
    }
    double share = (probability - raw[i - 1]) / (raw[i] - raw[i - 1]);
    return calibrated[i - 1] + share * (calibrated[i] - calibrated[i - 1]);
  }
}
