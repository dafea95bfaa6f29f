package org.opinionloop.reporting.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opinionloop.reporting.Happenings.MONDAY;
import static org.opinionloop.reporting.Happenings.TIME;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.reporting.Happenings;
import org.opinionloop.reporting.cases.Case;
import org.opinionloop.reporting.cases.CaseReading;
import org.opinionloop.reporting.cells.Rates.Rate;
import org.opinionloop.reporting.cells.Rates.Weights;

class RatesTest {

  static final Weights WEIGHTS = new Weights(0, 0.9, 0.1, 0.5, 0.4);

  @Test
  void tellsSecondHandlingAndFollowUpsOfAllThatWereAnswered() {
    Tally three =
        new Tally(
            Map.of(
                LoopCount.ANSWERED, 3L,
                LoopCount.SETTLED, 1L,
                LoopCount.OPEN, 2L,
                LoopCount.REOPENED, 2L,
                LoopCount.EFFECTIVE_FOLLOW_UPS, 2L),
            Map.of(),
            Map.of());

    assertThat(Rates.of(three, WEIGHTS))
        .containsEntry("secondHandlingRate", Rate.of(2, 3))
        .containsEntry("followUpCoverage", Rate.of(2, 3));
  }

  @RepeatedTest(40)
  void reopensNoMoreThanWereAnsweredAtAnyInstantOfAnyLife(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    OpinionId id = Happenings.id(1);
    Map<String, List<Event>> life = Happenings.life(random, id, MONDAY);
    Case facts = Case.UNKNOWN;

    for (Event event : Happenings.delivered(random, life)) {
      facts = facts.with(event).at(MONDAY.plus(Duration.ofDays(random.nextInt(90))));
      CaseReading.of(facts, TallyTest.POLICY)
          .state(id)
          .map(state -> Rates.of(Contribution.of(state, TIME).tally(), WEIGHTS))
          .map(rates -> rates.get("secondHandlingRate"))
          .ifPresent(
              rate ->
                  assertThat(rate.numerator()).isLessThanOrEqualTo((double) rate.denominator()));
    }
  }
}
