package org.opinionloop.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SketchTest {

  @RepeatedTest(50)
  void keepsTheHeaviestHoweverTheyCome(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<Integer, Double> weights = new HashMap<>();
    List<Map.Entry<Integer, Double>> features = new ArrayList<>();
    for (int n = random.nextInt(400); n > 0; n--) {
      // Few hashes and few weights, so that there are repetitions and equals.
      int hash = random.nextInt(300) << 12;
      double weight = 1 + random.nextInt(30);
      features.add(Map.entry(hash, weight));
      weights.merge(hash, weight, Math::max);
    }

    Sketch.Builder builder = new Sketch.Builder();
    features.forEach(each -> builder.add(each.getKey(), each.getValue()));

    assertThat(builder.build().encoded()).isEqualTo(plainly(weights));
    assertThat(Sketch.of(weights).encoded()).isEqualTo(plainly(weights));
  }

  @Test
  void isTheSameAfterBeingWrittenAndRead() {
    Sketch sketch = Sketch.of(Map.of(1, 3.0, 0xABCDEF, 2.0, 7, 2.0));

    assertThat(Sketch.decode(sketch.encoded()).encoded()).isEqualTo(sketch.encoded());
    assertThat(Sketch.decode(sketch.encoded()).cosine(sketch)).isCloseTo(1, within(1e-9));
  }

  @Test
  void isLikeAnotherByWhatTheyShare() {
    Sketch one = Sketch.of(Map.of(1, 1.0, 2, 1.0));

    assertThat(one.cosine(Sketch.of(Map.of(2, 1.0, 3, 1.0)))).isCloseTo(0.5, within(1e-9));
    assertThat(one.cosine(Sketch.of(Map.of(4, 1.0)))).isZero();
    assertThat(one.cosine(Sketch.of(Map.of()))).isZero();
  }

  private static String plainly(Map<Integer, Double> weights) {
    double highest = weights.values().stream().mapToDouble(each -> each).max().orElse(1);
    Comparator<long[]> lighter = Comparator.comparingLong(each -> -each[1]);
    return weights.entrySet().stream()
        .map(
            each ->
                new long[] {
                  each.getKey(), Math.max(1, Math.round(each.getValue() / highest * 255))
                })
        .sorted(lighter.thenComparingLong(each -> each[0]))
        .limit(Sketch.MOST)
        .map(each -> "%06x%02x".formatted(each[0], each[1]))
        .collect(Collectors.joining());
  }
}
