package org.opinionloop.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MattersTest {

  private static final int MANY = 20_000;
  private static final char[] IDEOGRAPHS = "东南西北中山江河湖海城乡村镇路桥".toCharArray();

  private final Matters matters = new Matters(IDEOGRAPHS);

  @Test
  void threeOpinionsInTenShareTheirMatterWithOthersAndFewMattersHaveMany() {
    Map<Integer, Long> opinions =
        IntStream.range(0, MANY)
            .mapToObj(each -> matters.next())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    double shared =
        opinions.values().stream().filter(each -> each > 1).mapToLong(each -> each).sum();
    assertThat(shared / MANY).isCloseTo(0.31, within(0.02));
    assertThat(opinions.values()).anyMatch(each -> each > 20);
  }

  @Test
  void aMatterHasOneNameInEachScriptOfTheSameLength() {
    for (boolean inIdeographs : new boolean[] {true, false}) {
      assertThat(matters.name(7, inIdeographs))
          .isEqualTo(matters.name(7, inIdeographs))
          .isNotEqualTo(matters.name(8, inIdeographs))
          .isNotEqualTo(new Matters(IDEOGRAPHS).name(7, inIdeographs));
      assertThat(matters.name(7, inIdeographs).getBytes(StandardCharsets.UTF_8))
          .hasSize(Matters.LENGTH);
    }
  }
}
