package org.opinionloop.classifier.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.opinionloop.classifier.model.Axis;
import org.opinionloop.classifier.model.Model;
import org.opinionloop.classifier.model.ModelFile;
import org.opinionloop.classifier.model.Normaliser;
import org.opinionloop.classifier.model.Rows;

/**
 * Makes a model: fits every axis by {@link LeastSquares}, learns its calibration and its threshold
 * from predictions for rows that were held out (five folds, rows of one group together), and rounds
 * the weights to bytes. Deterministic.
 */
final class Trainer {

  // Weights beyond this share of all others are cut. It must be nearly all: the labels are known by
  // the few heaviest, and a share of 0.9995 has cost two points of accuracy.
  private static final double WIDEST = 0.99999;

  /**
   * How to train.
   *
   * @param bits the binary logarithm of the number of buckets
   * @param cost the usual C
   * @param coverage the share of opinions whose labels are to be relied on without a look
   */
  record Settings(int bits, double cost, double coverage) {}

  /**
   * The rows of one axis.
   *
   * @param texts places in the corpus
   * @param targets by row, a distribution over the labels
   * @param weights by row
   * @param folds by row, {@link Folds#NONE} for rows that are only learned from
   * @param channels by row, for figures by channel
   */
  record AxisData(
      String name,
      List<String> labels,
      int[] texts,
      float[][] targets,
      float[] weights,
      int[] folds,
      List<String> channels) {

    int truth(int row) {
      int best = 0;
      for (int c = 1; c < targets[row].length; c++) {
        best = targets[row][c] > targets[row][best] ? c : best;
      }
      return best;
    }
  }

  /**
   * A fitted axis, and how it did on rows it had not seen.
   *
   * @param relied the share of those on which it is relied without a look, [0, 1]
   */
  record Fitted(
      Axis axis,
      LeastSquares machine,
      double sharpness,
      Map<String, Evaluation> heldOut,
      double relied) {}

  private final Corpus corpus;
  private final Settings settings;

  Trainer(Corpus corpus, Settings settings) {
    this.corpus = corpus;
    this.settings = settings;
  }

  /** Fits one axis. */
  Fitted fit(AxisData data) {
    int labels = data.labels().size();
    double[][] margins = new double[data.texts().length][];
    for (int fold = 0; fold < Folds.COUNT; fold++) {
      LeastSquares model = machine(data, fold);
      for (int i = 0; i < data.texts().length; i++) {
        if (data.folds()[i] == fold) {
          margins[i] = model.margins(data.texts()[i]);
        }
      }
    }
    int[] tested = rows(data, margins);
    int[] truth = Arrays.stream(tested).map(data::truth).toArray();
    double[][] held = Arrays.stream(tested).mapToObj(i -> margins[i]).toArray(double[][]::new);
    double sharpness = Sharpness.fit(held, truth);
    int[] said = Arrays.stream(held).mapToInt(m -> Model.best(m, 0, labels)).toArray();
    double[] top = new double[tested.length];
    boolean[] right = new boolean[tested.length];
    for (int k = 0; k < tested.length; k++) {
      top[k] = Sharpness.probabilities(held[k], sharpness)[said[k]];
      right[k] = truth[k] == said[k];
    }
    var calibration = TopCalibration.fit(top, right);
    double[] confidence = Arrays.stream(top).map(calibration::apply).toArray();
    Map<String, Evaluation> evaluation = byChannel(data, tested, truth, said, confidence);
    double threshold = threshold(confidence, settings.coverage());
    double relied = Arrays.stream(confidence).filter(c -> c >= threshold).count();
    LeastSquares machine = machine(data, Folds.COUNT);
    float[] scale = new float[labels - 1];
    float[] bias = new float[labels - 1];
    for (int c = 0; c < labels - 1; c++) {
      scale[c] = (float) (sharpness * widest(machine, c, labels - 1) / 127);
      bias[c] = (float) (sharpness * (machine.bias(c) - machine.bias(labels - 1)));
    }
    return new Fitted(
        new Axis(data.name(), data.labels(), scale, bias, calibration, threshold),
        machine,
        sharpness,
        evaluation,
        relied / confidence.length);
  }

  /**
   * The confidence that the surest share of rows reaches. Where calibration has few steps that may
   * be the lowest there is, and nobody would ever be asked: then those on it are asked about.
   */
  static double threshold(double[] confidence, double coverage) {
    double[] sorted = confidence.clone();
    Arrays.sort(sorted);
    double threshold = sorted[(int) ((1 - coverage) * (sorted.length - 1))];
    return threshold == sorted[0] && coverage < 1 ? Math.nextUp(threshold) : threshold;
  }

  /** Puts the axes together. */
  Model assemble(String name, Normaliser normaliser, List<Fitted> fitted) {
    int lanes = fitted.stream().mapToInt(f -> f.axis().labels().size() - 1).sum();
    float highest = 0;
    for (int f = 0; f < corpus.features(); f++) {
      highest = Math.max(highest, corpus.rarity(f) * corpus.rarity(f));
    }
    float unit = highest / 255;
    int[] buckets = IntStream.range(0, corpus.features()).map(corpus::bucket).toArray();
    Rows rows = new Rows(settings.bits(), lanes, unit, buckets);
    for (int f = 0; f < corpus.features(); f++) {
      float rarity = corpus.rarity(f);
      rows.rarity(f, Math.max(1, Math.round(rarity * rarity / unit)));
      int lane = 0;
      for (Fitted axis : fitted) {
        float[] scale = axis.axis().scale();
        for (int c = 0; c < scale.length; c++) {
          double weight = axis.sharpness() * weight(axis.machine(), f, c, scale.length) / scale[c];
          rows.weight(f, lane++, (int) Math.max(-127, Math.min(127, Math.round(weight))));
        }
      }
    }
    List<Axis> axes = fitted.stream().map(Fitted::axis).toList();
    int fingerprint = ModelFile.fingerprint(new Model(name, normaliser, axes, rows));
    return new Model(name + "-" + Integer.toHexString(fingerprint), normaliser, axes, rows);
  }

  private LeastSquares machine(AxisData data, int without) {
    List<LeastSquares.Sample> samples = new ArrayList<>();
    for (int i = 0; i < data.texts().length; i++) {
      if (data.folds()[i] != without) {
        samples.add(new LeastSquares.Sample(data.texts()[i], data.targets()[i], data.weights()[i]));
      }
    }
    if (samples.isEmpty()) {
      throw new UsageException(
          "axis " + data.name() + ": all rows are in one fold (expected: rows of several groups)");
    }
    return LeastSquares.fit(corpus, samples, data.labels().size(), settings.cost());
  }

  private double weight(LeastSquares machine, int feature, int label, int reference) {
    return corpus.rarity(feature)
        * (machine.weight(feature, label) - machine.weight(feature, reference));
  }

  private double widest(LeastSquares machine, int label, int reference) {
    double[] sizes = new double[corpus.features()];
    for (int f = 0; f < sizes.length; f++) {
      sizes[f] = Math.abs(weight(machine, f, label, reference));
    }
    Arrays.sort(sizes);
    return Math.max(1e-6, sizes.length == 0 ? 0 : sizes[(int) (WIDEST * (sizes.length - 1))]);
  }

  /** Figures of each channel, in order of appearance, and last of {@code all}. */
  private static Map<String, Evaluation> byChannel(
      AxisData data, int[] tested, int[] truth, int[] said, double[] confidence) {
    Map<String, Evaluation> figures = new LinkedHashMap<>();
    List<String> channels = Arrays.stream(tested).mapToObj(data.channels()::get).toList();
    for (String channel : new LinkedHashSet<>(channels)) {
      int[] own =
          IntStream.range(0, tested.length).filter(k -> channels.get(k).equals(channel)).toArray();
      figures.put(
          channel,
          Evaluation.of(
              data.labels(),
              Arrays.stream(own).map(k -> truth[k]).toArray(),
              Arrays.stream(own).map(k -> said[k]).toArray(),
              Arrays.stream(own).mapToDouble(k -> confidence[k]).toArray()));
    }
    figures.put("all", Evaluation.of(data.labels(), truth, said, confidence));
    return figures;
  }

  private static int[] rows(AxisData data, double[][] heldOut) {
    int[] rows = new int[heldOut.length];
    int n = 0;
    for (int i = 0; i < heldOut.length; i++) {
      if (heldOut[i] != null) {
        rows[n++] = i;
      }
    }
    if (n == 0) {
      throw new UsageException(
          "axis " + data.name() + ": no row to test on (expected: labelled rows with a text)");
    }
    return Arrays.copyOf(rows, n);
  }
}
