package org.opinionloop.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RowsTest {

  @Test
  void addUpAsOneByOneAdditionDoes() {
    Random random = new Random(8);
    for (int lanes = 1; lanes <= 20; lanes++) {
      Rows rows = new Rows(10, lanes, 0.5f);
      for (int bucket = 0; bucket < 1024; bucket++) {
        rows.rarity(bucket, random.nextInt(256));
        for (int lane = 0; lane < lanes; lane++) {
          rows.weight(bucket, lane, random.nextInt(255) - 127);
        }
      }
      Scratch scratch = new Scratch();
      for (int i = random.nextInt(9000); i > 0; i--) {
        int bucket = random.nextInt(1024);
        scratch.add(bucket);
      }

      double[] expected = new double[lanes + 1];
      for (int i = 0; i < scratch.count; i++) {
        double weight = BucketCounts.weight(scratch.counts[i]);
        for (int lane = 0; lane < lanes; lane++) {
          expected[lane] += weight * rows.weight(scratch.buckets[i], lane);
        }
        expected[lanes] += weight * weight * rows.rarity(scratch.buckets[i]);
      }
      float[] sums = rows.sums(scratch);

      for (int lane = 0; lane <= lanes; lane++) {
        assertThat((double) sums[lane])
            .isCloseTo(expected[lane], within(1 + Math.abs(expected[lane]) * 1e-5));
      }
    }
  }
}
