package org.opinionloop.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void areThoseOfTheShortFormUnlessSaidOtherwise() {
    assertThat(Options.parse(List.of()))
        .isEqualTo(Options.parse(List.of("--short")))
        .isEqualTo(new Options(Options.Form.SHORT, 1, 0, 0, 50));
    assertThat(Options.parse(List.of("--long", "--faults=8", "--seed=3")))
        .isEqualTo(new Options(Options.Form.LONG, 3, 200_000, 8, 100));
  }

  @Test
  void takeNoMoreMemoryForADiskThatIsFilledThanTheOpinionsNeedAndHalfAGigabyte() {
    assertThat(Options.parse(List.of()).diskMegabytes()).isEqualTo(512 + 440);
    assertThat(Options.parse(List.of("--faults=6")).diskMegabytes()).isEqualTo(512 + 240);
    assertThat(Options.parse(List.of("--opinions=100000")).diskMegabytes()).isEqualTo(512 + 1_600);
  }

  @Test
  void leaveRoomOnTheDiskForWhatTheLongestRunsHaveWritten() {
    assertThat(Options.parse(List.of("--long")).diskMegabytes()).isGreaterThan(290_177 * 16 / 1000);
    assertThat(Options.parse(List.of("--overload")).diskMegabytes())
        .isGreaterThan(61_151 * 16 / 1000);
  }

  @Test
  void areRefusedIfTheyAreNotUnderstood() {
    assertThatThrownBy(() -> Options.parse(List.of("--fast"))).hasMessageContaining("--fast");
    assertThatThrownBy(() -> Options.parse(List.of("--seed=x")))
        .hasMessage("--seed: x (expected: a number)");
  }
}
