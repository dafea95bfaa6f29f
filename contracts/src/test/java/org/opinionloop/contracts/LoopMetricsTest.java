package org.opinionloop.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.LoopMetrics.Cell;

class LoopMetricsTest {

  static final Cell CELL =
      new Cell(
          LocalDate.of(2026, 3, 5), "website", "SERVICE", "TRANSPORT", "HELP", "TRANSPORT", "-");

  JsonCodec<LoopMetrics> codec = JsonCodec.of(LoopMetrics.class);

  @Test
  void namesEveryCountInLowerCamelCase() {
    LoopMetrics metrics =
        new LoopMetrics(
            CELL,
            Map.of(LoopCount.ANSWERED_ON_TIME, 2L),
            Map.of(),
            1,
            Instant.parse("2026-03-05T01:02:03Z"));

    String json = new String(codec.encode(metrics), UTF_8);

    assertThat(json).contains("\"answeredOnTime\":2").contains("\"received\":0");
    assertThat(codec.decode(codec.encode(metrics))).isEqualTo(metrics);
  }

  @Test
  void ignoresACountThatANewerVersionKeeps() {
    LoopMetrics read =
        codec.decode(
            """
            {"cell":{"date":"2026-03-05","channel":"website","theme":"SERVICE","field":"TRANSPORT",
             "kind":"HELP","unit":"TRANSPORT","district":"-"},
             "counts":{"received":3,"applauded":1},"revision":7,
             "updatedAt":"2026-03-05T01:02:03.000Z"}"""
                .getBytes(UTF_8));

    assertThat(read.counts().get(LoopCount.RECEIVED)).isEqualTo(3);
    assertThat(read.counts()).hasSize(LoopCount.values().length);
  }

  @Test
  void isMalformedWithoutCountsOrCell() {
    for (String json : new String[] {"{\"cell\":{}}", "{\"counts\":{}}", "{}"}) {
      assertThatThrownBy(() -> codec.decode(json.getBytes(UTF_8)))
          .isInstanceOf(MalformedEventException.class);
    }
  }

  @Test
  void givesDifferentCellsDifferentKeysThatSortByDay() {
    Cell pipe = new Cell(CELL.date(), "a|b", "%", "F", "K", "U", "D");
    Cell shifted = new Cell(CELL.date(), "a", "b|%", "F", "K", "U", "D");

    assertThat(CELL.key()).isEqualTo("2026-03-05|website|SERVICE|TRANSPORT|HELP|TRANSPORT|-");
    assertThat(pipe.key()).isEqualTo("2026-03-05|a%7Cb|%25|F|K|U|D").isNotEqualTo(shifted.key());
  }
}
