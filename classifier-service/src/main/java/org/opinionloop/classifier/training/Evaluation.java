package org.opinionloop.classifier.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How good predictions are. Precision, recall and F1 as usual (0 where the denominator is);
 * macro-F1 is the mean over the labels that occur; the expected calibration error is the mean
 * distance of confidence from accuracy over 15 bins of equal width, weighted by size (Guo et al.,
 * On Calibration of Modern Neural Networks, 2017).
 *
 * @param confusion rows are true labels, columns predicted ones
 */
record Evaluation(
    List<String> labels,
    int[][] confusion,
    double accuracy,
    double macroF1,
    double ece,
    List<Coverage> coverage) {

  private static final int BINS = 15;
  private static final int[] PERCENT = {50, 60, 70, 80, 90, 95, 100};

  /** One label's figures. */
  record PerClass(double precision, double recall, double f1, int support) {}

  /** How good the most confident share is, and how confident the least of them. */
  record Coverage(double coverage, double accuracy, double threshold) {}

  /** Compares what is with what was said. */
  static Evaluation of(List<String> labels, int[] truth, int[] said, double[] confidence) {
    int[][] confusion = new int[labels.size()][labels.size()];
    int right = 0;
    int[] size = new int[BINS];
    double[] gap = new double[BINS];
    for (int i = 0; i < truth.length; i++) {
      confusion[truth[i]][said[i]]++;
      int hit = truth[i] == said[i] ? 1 : 0;
      right += hit;
      int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(confidence[i] * BINS) - 1));
      size[bin]++;
      gap[bin] += confidence[i] - hit;
    }
    double ece = 0;
    for (double distance : gap) {
      ece += Math.abs(distance) / truth.length;
    }
    Evaluation bare = new Evaluation(labels, confusion, 0, 0, 0, List.of());
    double macro =
        bare.perClass().values().stream()
            .filter(c -> c.support() > 0)
            .mapToDouble(PerClass::f1)
            .average()
            .orElse(0);
    return new Evaluation(
        labels,
        confusion,
        right / (double) truth.length,
        macro,
        ece,
        curve(truth, said, confidence));
  }

  /** By label, in order. */
  Map<String, PerClass> perClass() {
    Map<String, PerClass> figures = new LinkedHashMap<>();
    for (int c = 0; c < labels.size(); c++) {
      int support = 0;
      int claimed = 0;
      for (int other = 0; other < labels.size(); other++) {
        support += confusion[c][other];
        claimed += confusion[other][c];
      }
      double precision = claimed == 0 ? 0 : confusion[c][c] / (double) claimed;
      double recall = support == 0 ? 0 : confusion[c][c] / (double) support;
      double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
      figures.put(labels.get(c), new PerClass(precision, recall, f1, support));
    }
    return figures;
  }

  /** How many rows were compared. */
  int rows() {
    return Arrays.stream(confusion).flatMapToInt(Arrays::stream).sum();
  }

  /** The accuracy over the most confident share. */
  double accuracyAt(double share) {
    return coverage.stream()
        .filter(point -> Math.abs(point.coverage() - share) < 1e-9)
        .findFirst()
        .orElseThrow()
        .accuracy();
  }

  private static List<Coverage> curve(int[] truth, int[] said, double[] confidence) {
    int[] order =
        IntStream.range(0, truth.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -confidence[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Coverage> curve = new ArrayList<>();
    for (int percent : PERCENT) {
      int n = Math.max(1, Math.round(truth.length * percent / 100f));
      int right = 0;
      for (int k = 0; k < n; k++) {
        right += truth[order[k]] == said[order[k]] ? 1 : 0;
      }
      curve.add(new Coverage(percent / 100.0, right / (double) n, confidence[order[n - 1]]));
    }
    return curve;
  }
}
