package org.opinionloop.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {

  @RepeatedTest(50)
  void isACommutativeGroupUnderAddition(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    DurationHistogram a = any(random);
    DurationHistogram b = any(random);
    DurationHistogram c = any(random);

    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(DurationHistogram.EMPTY)).isEqualTo(a);
    assertThat(a.plus(a.negated())).isEqualTo(DurationHistogram.EMPTY);
    assertThat(a.plus(b).plus(a.negated())).isEqualTo(b);
  }

  @RepeatedTest(50)
  void readsQuantilesWithinOnePercentOfTheExactOnes(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    long[] values = values(random);
    DurationHistogram histogram = of(values);
    Arrays.sort(values);

    for (double q : new double[] {0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1}) {
      long exact = values[(int) Math.ceil(q * values.length) - 1];
      assertThat(histogram.quantile(q)).isCloseTo(exact, within(exact * 0.01 + 1e-9));
    }
  }

  @Test
  void keepsCountAndSumExactly() {
    DurationHistogram histogram = of(0, 1, 2, 480, 600_000);

    assertThat(histogram.count()).isEqualTo(5);
    assertThat(histogram.sum()).isEqualTo(600_483);
    assertThat(histogram.zeros()).isEqualTo(1);
  }

  @Test
  void travelsAsJson() {
    JsonCodec<DurationHistogram> codec = JsonCodec.of(DurationHistogram.class);
    DurationHistogram histogram = of(0, 17, 17, 960);

    assertThat(codec.decode(codec.encode(histogram))).isEqualTo(histogram);
    assertThat(new String(codec.encode(histogram), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"count\":4,\"sum\":994,\"zeros\":1,\"buckets\":{\"144\":2,\"347\":1}}");
  }

  @Test
  void hasNoQuantilesWithoutValues() {
    assertThatIllegalStateException().isThrownBy(() -> DurationHistogram.EMPTY.quantile(0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> of(1).quantile(0));
    assertThatIllegalArgumentException().isThrownBy(() -> of(1).quantile(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> DurationHistogram.of(-1));
  }

  private static DurationHistogram any(Random random) {
    DurationHistogram histogram = of(values(random));
    return random.nextBoolean() ? histogram : histogram.negated();
  }

  private static long[] values(Random random) {
    return random.longs(1 + random.nextInt(300), 0, 1L << (1 + random.nextInt(20))).toArray();
  }

  private static DurationHistogram of(long... values) {
    return Arrays.stream(values)
        .mapToObj(DurationHistogram::of)
        .reduce(new DurationHistogram(0, 0, 0, Map.of()), DurationHistogram::plus);
  }
}
