package org.opinionloop.reporting.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opinionloop.reporting.Happenings.MONDAY;
import static org.opinionloop.reporting.Happenings.TIME;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.DurationHistogram;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics.Cell;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.reporting.Happenings;
import org.opinionloop.reporting.cases.Case;
import org.opinionloop.reporting.cases.CaseReading;
import org.opinionloop.reporting.cases.Catalogue;
import org.opinionloop.reporting.cases.Policy;

class TallyTest {

  static final Policy POLICY = new Policy(TIME, 15, 1, Duration.ofHours(24), Catalogue.EMPTY);

  @RepeatedTest(50)
  void isACommutativeGroupUnderAddition(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Tally a = any(random);
    Tally b = any(random);
    Tally c = any(random);

    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(Tally.ZERO)).isEqualTo(a);
    assertThat(a.plus(a.negated())).isEqualTo(Tally.ZERO);
    assertThat(a.negated().negated()).isEqualTo(a);
  }

  @RepeatedTest(40)
  void balancesInEveryCellAtEveryInstantAndEndsAsTheCasesSay(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<Cell, Tally> cells = new HashMap<>();
    Map<OpinionId, Case> cases = new HashMap<>();

    for (int i = 0; i < 20; i++) {
      OpinionId id = Happenings.id(i);
      Map<String, List<Event>> life = Happenings.life(random, id, MONDAY);
      for (Event event : Happenings.delivered(random, life)) {
        Case before = cases.getOrDefault(id, Case.UNKNOWN);
        Case after = before.with(event);
        if (random.nextInt(3) == 0) {
          after = after.at(MONDAY.plus(Duration.ofDays(random.nextInt(90))));
        }
        if (random.nextInt(5) == 0) {
          after = restarted(after, Case.class);
          cells.replaceAll((cell, tally) -> restarted(tally, Tally.class));
        }
        cases.put(id, after);
        Contribution.changes(contribution(id, before), contribution(id, after))
            .forEach(change -> cells.merge(change.cell(), change.tally(), Tally::plus));
        assertThat(cells.values()).allSatisfy(cell -> assertThat(cell.imbalance()).isZero());
        assertThat(cells.values())
            .allSatisfy(cell -> assertThat(cell.counts().values()).allMatch(n -> n > 0));
      }
    }

    Map<Cell, Tally> recounted = new HashMap<>();
    cases.forEach(
        (id, facts) -> {
          Contribution each = contribution(id, facts);
          if (each != null) {
            recounted.merge(each.cell(), each.tally(), Tally::plus);
          }
        });
    cells.values().removeIf(Tally::isZero);
    assertThat(cells).isEqualTo(recounted);
  }

  /** What a process has of it after it has ended and started again: what its stores say. */
  private static <T> T restarted(T value, Class<T> type) {
    JsonCodec<T> codec = JsonCodec.of(type);
    T again = codec.decode(codec.encode(value));
    assertThat(again).isEqualTo(value);
    return again;
  }

  private static Contribution contribution(OpinionId id, Case facts) {
    CaseState state = CaseReading.of(facts, POLICY).state(id).orElse(null);
    return state == null ? null : Contribution.of(state, TIME);
  }

  private static Tally any(Random random) {
    Map<LoopCount, Long> counts = new HashMap<>();
    for (LoopCount count : LoopCount.values()) {
      counts.put(count, (long) random.nextInt(5) - 2);
    }
    DurationHistogram durations = DurationHistogram.of(random.nextInt(10_000));
    return new Tally(
        counts,
        Map.of("answer", random.nextBoolean() ? durations : durations.negated()),
        Map.of("topic:" + random.nextInt(3), (long) random.nextInt(3) - 1));
  }
}
