package org.opinionloop.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainerTest {

  @Test
  void reliesOnTheSurestShareAndNeverOnTheLeastSure() {
    Random random = new Random(6);
    for (int n = 0; n < 200; n++) {
      int steps = 1 + random.nextInt(6);
      double[] confidence =
          random.ints(20 + random.nextInt(80), 0, steps).mapToDouble(i -> 0.5 + i / 20.0).toArray();
      double least = Arrays.stream(confidence).min().orElseThrow();

      double threshold = Trainer.threshold(confidence, 0.9);

      assertThat(threshold).isGreaterThan(least);
      assertThat(Arrays.stream(confidence).filter(c -> c > least && c < threshold).count())
          .isLessThanOrEqualTo(confidence.length / 10);
      assertThat(Trainer.threshold(confidence, 1)).isEqualTo(least);
    }
  }
}
