package org.opinionloop.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsTest {

  @Test
  void areFoundByTheirBucketsAndByNoOther() {
    Random random = new Random(9);
    int[] buckets = IntStream.range(0, 1 << 14).filter(b -> random.nextInt(9) == 0).toArray();
    Rows rows = new Rows(14, 3, 0.5f, buckets);

    int[] found = IntStream.range(0, 1 << 14).map(rows::row).filter(row -> row >= 0).toArray();

    assertThat(found).containsExactly(IntStream.range(0, buckets.length).toArray());
    assertThat(IntStream.of(buckets).map(rows::row).toArray()).isSorted().doesNotContain(-1);
  }

  @Test
  void addUpAsOneByOneAdditionDoes() {
    Random random = new Random(8);
    for (int lanes = 1; lanes <= 20; lanes++) {
      int[] buckets = IntStream.range(0, 1024).filter(b -> random.nextInt(3) > 0).toArray();
      Rows rows = new Rows(10, lanes, 0.5f, buckets);
      int[] rarities = new int[buckets.length];
      for (int row = 0; row < buckets.length; row++) {
        rarities[row] = random.nextInt(256);
        rows.rarity(row, rarities[row]);
        for (int lane = 0; lane < lanes; lane++) {
          rows.weight(row, lane, random.nextInt(255) - 127);
        }
      }
      Scratch scratch = new Scratch();
      Map<Integer, Integer> counts = new TreeMap<>();
      for (int i = random.nextInt(9000); i > 0; i--) {
        int row = random.nextInt(buckets.length);
        scratch.knownPlaces[scratch.known++] = row;
        counts.merge(row, 1, Integer::sum);
      }
      scratch.tally();

      double[] expected = new double[lanes + 1];
      for (int row : counts.keySet()) {
        double weight = BucketCounts.weight(counts.get(row));
        for (int lane = 0; lane < lanes; lane++) {
          expected[lane] += weight * rows.weight(row, lane);
        }
        expected[lanes] += weight * weight * rarities[row];
      }
      float[] sums = rows.sums(scratch);

      for (int lane = 0; lane <= lanes; lane++) {
        assertThat((double) sums[lane])
            .isCloseTo(expected[lane], within(1 + Math.abs(expected[lane]) * 1e-5));
      }
    }
  }
}
