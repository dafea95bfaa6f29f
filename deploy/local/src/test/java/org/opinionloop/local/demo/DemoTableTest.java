package org.opinionloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.LoopCount;

class DemoTableTest {

  @Test
  void showsWhatCameInWithSharesOfWhatWasReceived() {
    assertThat(
            new DemoTable()
                .totals(
                    Map.of(
                        LoopCount.RECEIVED, 8L,
                        LoopCount.VALID, 6L,
                        LoopCount.NOT_ACCEPTED, 2L,
                        LoopCount.ACKNOWLEDGED, 8L),
                    7,
                    3)
                .lines())
        .contains("    received           8")
        .contains("    valid              6   75.0 %")
        .anyMatch(line -> line.startsWith("    not accepted       2 "))
        .anyMatch(line -> line.startsWith("    acknowledged       8 "))
        .anyMatch(line -> line.startsWith("    delivered          7 "))
        .anyMatch(line -> line.startsWith("    repeated           3 "));
  }

  @Test
  void showsPartsFromTheLargestToTheSmallestWithSharesOfTheValid() {
    assertThat(
            new DemoTable()
                .by(
                    "by theme",
                    Map.of(
                        "POLICY", Map.of(LoopCount.VALID, 1L),
                        "SERVICE", Map.of(LoopCount.VALID, 3L),
                        "OTHER", Map.of(LoopCount.RECEIVED, 4L)))
                .lines())
        .containsExactly(
            "",
            "  by theme",
            "    SERVICE            3   75.0 %  服务改进",
            "    POLICY             1   25.0 %  政策建议");
  }
}
