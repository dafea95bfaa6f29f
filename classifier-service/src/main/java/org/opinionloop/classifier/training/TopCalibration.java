package org.opinionloop.classifier.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.opinionloop.classifier.model.Calibration;

/**
 * Learns from out-of-fold predictions what the best label's raw probability is worth: isotonic
 * regression (pool adjacent violators; Zadrozny and Elkan 2002) over groups of equal size, so that
 * a handful of rows never makes a step of its own.
 */
final class TopCalibration {

  private static final int SMALLEST_GROUP = 60;

  private TopCalibration() {}

  static Calibration fit(double[] probability, boolean[] right) {
    Integer[] order = new Integer[probability.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> probability[i]));
    int groups = Math.max(1, Math.min(20, probability.length / SMALLEST_GROUP));
    List<double[]> pools = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      int from = (int) ((long) g * order.length / groups);
      int to = (int) ((long) (g + 1) * order.length / groups);
      double[] pool = new double[3];
      for (int k = from; k < to; k++) {
        pool[0] += probability[order[k]];
        pool[1] += right[order[k]] ? 1 : 0;
        pool[2]++;
      }
      pools.add(pool);
      while (pools.size() > 1 && !rises(pools.get(pools.size() - 2), pools.get(pools.size() - 1))) {
        double[] last = pools.remove(pools.size() - 1);
        double[] before = pools.get(pools.size() - 1);
        for (int i = 0; i < 3; i++) {
          before[i] += last[i];
        }
      }
    }
    float[] raw = new float[pools.size()];
    float[] calibrated = new float[pools.size()];
    for (int i = 0; i < raw.length; i++) {
      double[] pool = pools.get(i);
      raw[i] = (float) (pool[0] / pool[2]);
      // Laplace's correction: nothing is certain.
      calibrated[i] = (float) ((pool[1] + 0.5) / (pool[2] + 1));
    }
    for (int i = 1; i < raw.length; i++) {
      raw[i] = Math.max(raw[i], Math.nextUp(raw[i - 1]));
      calibrated[i] = Math.max(calibrated[i], calibrated[i - 1]);
    }
    return new Calibration(raw, calibrated);
  }

  private static boolean rises(double[] one, double[] other) {
    return one[1] / one[2] < other[1] / other[2];
  }
}
