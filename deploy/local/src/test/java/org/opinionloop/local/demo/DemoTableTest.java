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
        .contains("    received             8")
        .contains("    valid                6   75.0 %")
        .anyMatch(line -> line.startsWith("    not accepted         2 "))
        .anyMatch(line -> line.startsWith("    acknowledged         8 "))
        .anyMatch(line -> line.startsWith("    delivered            7 "))
        .anyMatch(line -> line.startsWith("    repeated             3 "));
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
            "    SERVICE              3   75.0 %  服务改进",
            "    POLICY               1   25.0 %  政策建议");
  }

  @Test
  void showsHowTheyWereHandledWithSharesOfWhatEachRateIsAShareOf() {
    assertThat(
            new DemoTable()
                .handling(
                    Map.of(
                        LoopCount.VALID, 10L,
                        LoopCount.ANSWERED, 9L,
                        LoopCount.DUE, 8L,
                        LoopCount.ANSWERED_ON_TIME, 6L,
                        LoopCount.OVERDUE, 2L,
                        LoopCount.SETTLED, 5L,
                        LoopCount.REOPENED, 1L,
                        LoopCount.EFFECTIVE_FOLLOW_UPS, 4L,
                        LoopCount.RESOLVED, 3L))
                .lines())
        .contains(
            "    answered             9   90.0 %  答复率",
            "    on time              6   75.0 %  按时办结率",
            "    overdue              2   25.0 %  超期率",
            "    second handling      1   11.1 %  重办率",
            "    rated                4   44.4 %  回访覆盖率",
            "    resolved             3   75.0 %  解决率");
  }
}
