package org.opinionloop.kit.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @Test
  void readsWhatItWrites() {
    Position position = new Position("opinions.received.dlt", 3, 17);

    assertThat(position).hasToString("opinions.received.dlt/3/17");
    assertThat(Position.parse("opinions.received.dlt/3/17")).isEqualTo(position);
  }

  @Test
  void isOrderedByTopicPartitionAndOffsetAsNumbers() {
    assertThat(
            List.of(
                new Position("a.dlt", 2, 9),
                new Position("a.dlt", 2, 10),
                new Position("a.dlt", 10, 0),
                new Position("b.dlt", 0, 0)))
        .isSorted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "opinions.received/3/17",
        "opinions.received.dlt/3",
        "opinions.received.dlt/-1/17",
        "opinions.received.dlt/3/x",
        "opinions.received.dlt/3/99999999999999999999",
        "opinions.received.dlt/9999999/1",
        "../opinions.received.dlt/3/17",
        "opinions.received.dlt/3/17\n"
      })
  void refusesAnythingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Position.parse(text));
  }

  @Test
  void aSelectionReachesOnlyThePartitionsThatCanHoldIt() {
    Selection range =
        new Selection(
            null, null, null, new Position("b.dlt", 1, 5), new Position("b.dlt", 2, 0), false);

    assertThat(range.reaches("b.dlt", 1)).isTrue();
    assertThat(range.reaches("b.dlt", 2)).isTrue();
    assertThat(range.reaches("b.dlt", 0)).isFalse();
    assertThat(range.reaches("b.dlt", 3)).isFalse();
    assertThat(range.reaches("a.dlt", 1)).isFalse();
    assertThat(range.reaches("c.dlt", 1)).isFalse();
  }
}
