package org.opinionloop.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void isTheSameForASeedAndAnotherForAnother() {
    assertThat(Schedule.of(7, 60)).isEqualTo(Schedule.of(7, 60)).isNotEqualTo(Schedule.of(8, 60));
  }

  @Test
  void hasEveryKindAndEveryServiceBeforeAnyComesAgain() {
    assertThat(Schedule.of(1, 60)).hasSize(60);
    assertThat(Schedule.of(1, 22))
        .doesNotHaveDuplicates()
        .extracting(Fault::kind)
        .contains(Fault.Kind.values());
  }

  @Test
  void hasOneOfEachKindInItsShortForm() {
    assertThat(Schedule.oneOfEachKind(3))
        .extracting(Fault::kind)
        .containsExactlyInAnyOrder(Fault.Kind.values());
  }
}
