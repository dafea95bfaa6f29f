package org.opinionloop.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opinionloop.classifier.ShippedModel;

class ReasonsTest {

  private static final int FEW = 40;

  private final Random random = new Random(17);
  private final Normaliser normaliser = ShippedModel.get().normaliser();

  /** Heat by the definition: a run's weight in equal shares on its characters. */
  @Test
  void beginWithTheHottestStretch() {
    for (int n = 0; n < 300; n++) {
      Rows rows = rows(random.nextInt(2, 12));
      Axis axis = axis(rows.lanes());
      int label = random.nextInt(axis.labels().size());
      int rival = (label + 1) % axis.labels().size();
      String title = n % 2 == 0 ? "" : text(random.nextInt(20));
      String text = text(random.nextInt(2, 300));
      Reasons reasons = new Reasons();
      Scratch scratch = reasons.scratch();
      new Ngrams(rows.bits(), rows::row).extract(normaliser, title, text, scratch);
      rows.sums(scratch);
      double[] heat = heat(scratch, rows, axis, label, rival);

      var found = reasons.of(rows, axis, 0, label, rival, text);

      // What is just as warm as it must be may count or not.
      assertThat(found.isEmpty() ? "" : normaliser.normalise(found.get(0)))
          .isIn(hottest(scratch, heat, 0.0999), hottest(scratch, heat, 0.1001));
    }
  }

  private double[] heat(Scratch scratch, Rows rows, Axis axis, int label, int rival) {
    double[] heat = new double[scratch.length];
    for (int k = scratch.bodyKnown; k < scratch.runsKnown; k++) {
      int from = scratch.knownRuns[k] / Ngrams.ORDER;
      int length = scratch.knownRuns[k] % Ngrams.ORDER + 1;
      int row = scratch.knownPlaces[k];
      double weight = weight(rows, axis, row, label) - weight(rows, axis, row, rival);
      for (int i = from; i < from + length; i++) {
        heat[i] += weight / length;
      }
    }
    return heat;
  }

  private static double weight(Rows rows, Axis axis, int row, int label) {
    return label == axis.lanes() ? 0 : axis.scale()[label] * rows.weight(row, label);
  }

  private static String hottest(Scratch scratch, double[] heat, double share) {
    double most =
        IntStream.range(scratch.body, heat.length)
            .filter(i -> scratch.chars[i] != Normaliser.BREAK)
            .mapToDouble(i -> heat[i])
            .max()
            .orElse(0);
    double warm = Math.max(0, share * most);
    String hottest = "";
    double heaviest = 0;
    for (int i = scratch.body; i < heat.length; i++) {
      int start = i;
      double sum = 0;
      while (i - start < 8 && scratch.chars[i] != Normaliser.BREAK && heat[i] > warm) {
        sum += heat[i++];
      }
      if (i - start > 1 && sum / Math.sqrt(i - start) > heaviest + 1e-5) {
        heaviest = sum / Math.sqrt(i - start);
        hottest = new String(scratch.chars, start, i - start);
      }
    }
    return hottest;
  }

  private Rows rows(int lanes) {
    int[] buckets = IntStream.range(0, 1 << 12).filter(b -> random.nextInt(3) > 0).toArray();
    Rows rows = new Rows(12, lanes, 0.5f, buckets);
    for (int row = 0; row < buckets.length; row++) {
      for (int lane = 0; lane < lanes; lane++) {
        rows.weight(row, lane, random.nextInt(255) - 127);
      }
    }
    return rows;
  }

  private Axis axis(int lanes) {
    float[] scale = new float[lanes];
    for (int c = 0; c < lanes; c++) {
      scale[c] = 0.01f + random.nextFloat();
    }
    var labels = IntStream.rangeClosed(0, lanes).mapToObj(Integer::toString).toList();
    return new Axis("any", labels, scale, new float[lanes], Calibration.IDENTITY, 0);
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(random.nextInt(9) == 0 ? '，' : (char) (0x4E00 + random.nextInt(FEW)));
    }
    return text.toString();
  }
}
