package org.opinionloop.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void countsAsTheTextbookDoes() {
    Evaluation evaluation =
        Evaluation.of(
            List.of("A", "B", "C"),
            new int[] {0, 0, 0, 1, 1, 2},
            new int[] {0, 0, 1, 1, 0, 1},
            new double[] {0.9, 0.8, 0.7, 0.6, 0.5, 0.4});

    assertThat(evaluation.accuracy()).isEqualTo(0.5);
    assertThat(evaluation.confusion()).isDeepEqualTo(new int[][] {{2, 1, 0}, {1, 1, 0}, {0, 1, 0}});
    Evaluation.PerClass a = evaluation.perClass().get("A");
    assertThat(a.precision()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(a.recall()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(evaluation.perClass().get("C").f1()).isZero();
    assertThat(evaluation.macroF1()).isCloseTo((2 / 3.0 + 0.4 + 0) / 3, within(1e-12));
    assertThat(evaluation.rows()).isEqualTo(6);
  }

  @Test
  void leavesLabelsThatDoNotOccurOutOfTheMean() {
    Evaluation evaluation =
        Evaluation.of(List.of("A", "B"), new int[] {0, 0}, new int[] {0, 0}, new double[] {1, 1});

    assertThat(evaluation.macroF1()).isEqualTo(1);
    assertThat(evaluation.ece()).isZero();
  }

  @Test
  void measuresHowFarConfidenceIsFromAccuracy() {
    Evaluation evaluation =
        Evaluation.of(
            List.of("A", "B"),
            new int[] {0, 0, 0, 0},
            new int[] {0, 0, 1, 1},
            new double[] {0.9, 0.9, 0.9, 0.9});

    assertThat(evaluation.ece()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void findsLittleCalibrationErrorWhereConfidenceIsTheTruth() {
    Random random = new Random(3);
    int n = 50_000;
    int[] truth = new int[n];
    double[] confidence = new double[n];
    for (int i = 0; i < n; i++) {
      confidence[i] = 0.5 + random.nextDouble() / 2;
      truth[i] = random.nextDouble() < confidence[i] ? 0 : 1;
    }

    assertThat(Evaluation.of(List.of("A", "B"), truth, new int[n], confidence).ece())
        .isLessThan(0.01);
  }

  @Test
  void risesInAccuracyTowardsTheMoreConfident() {
    Evaluation evaluation =
        Evaluation.of(
            List.of("A", "B"),
            new int[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
            new int[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
            new double[] {0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.5});

    assertThat(evaluation.accuracyAt(0.9)).isEqualTo(1);
    assertThat(evaluation.accuracyAt(1)).isEqualTo(0.9);
  }
}
