package org.opinionloop.reporting.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opinionloop.reporting.Happenings.MONDAY;
import static org.opinionloop.reporting.Happenings.TIME;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.reporting.measures.MeasureView.Step;

class MeasureTest {

  static final LocalDate DUE = LocalDate.of(2026, 3, 31);

  @Test
  void goesFromPlannedToKept() {
    MeasureView measure =
        view(
            promise("m", "HEALTH", 0),
            move("HEALTH", MeasureState.UNDER_WAY, 24),
            move("HEALTH", MeasureState.KEPT, 72));

    assertThat(measure.state()).isEqualTo(MeasureState.KEPT);
    assertThat(measure.promisedOn()).isEqualTo("2026-03-09");
    assertThat(measure.endedOn()).isEqualTo("2026-03-12");
    assertThat(measure.overdue(DUE.plusDays(9))).isFalse();
    assertThat(events(measure)).containsExactly("promised", "under-way", "kept");
  }

  @Test
  void isOverdueFromTheDayAfterItsDueDateAsLongAsItIsOpen() {
    MeasureView open = view(promise("m", "HEALTH", 0));

    assertThat(open.overdue(DUE)).isFalse();
    assertThat(open.overdue(DUE.plusDays(1))).isTrue();
  }

  @Test
  void ignoresWhatMayNotBeAndSaysSo() {
    assertThat(
            events(
                view(
                    promise("m", "HEALTH", 0),
                    move("HEALTH", MeasureState.DROPPED, 1),
                    move("HEALTH", MeasureState.KEPT, 2))))
        .containsExactly("promised", "dropped", "ignored");
    assertThat(events(view(promise("m", "HEALTH", 0), move("TRANSPORT", MeasureState.KEPT, 1))))
        .as("another unit's")
        .containsExactly("promised", "ignored");
    assertThat(
            events(
                view(
                    promise("m", "HEALTH", 0),
                    move("HEALTH", MeasureState.UNDER_WAY, 1),
                    move("HEALTH", MeasureState.UNDER_WAY, 2))))
        .as("there already")
        .containsExactly("promised", "under-way", "ignored");
  }

  @Test
  void staysKeptHoweverMuchOtherUnitsSay() {
    List<MeasureRecorded> said =
        new ArrayList<>(List.of(promise("m", "HEALTH", 0), move("HEALTH", MeasureState.KEPT, 1)));
    for (int hour = 2; hour < 2 * Measure.KEPT; hour++) {
      said.add(move("TRANSPORT", MeasureState.UNDER_WAY, hour));
    }

    MeasureView measure = fold(said).view(TIME).orElseThrow();

    assertThat(measure.state()).isEqualTo(MeasureState.KEPT);
    assertThat(measure.history()).hasSize(2 + Measure.KEPT);
  }

  @Test
  void isNothingUntilItIsPromisedAndThenWhatWasSaidMeanwhile() {
    Measure early = Measure.UNKNOWN.with(move("HEALTH", MeasureState.KEPT, 5));

    assertThat(early.view(TIME)).isEmpty();
    assertThat(early.with(promise("m", "HEALTH", 0)).view(TIME))
        .get()
        .extracting(MeasureView::state)
        .isEqualTo(MeasureState.KEPT);
  }

  @Test
  void isPromisedOnce() {
    MeasureView measure = view(promise("first", "HEALTH", 0), promise("second", "HEALTH", 1));

    assertThat(measure.text()).isEqualTo("first");
    assertThat(events(measure)).containsExactly("promised");
  }

  @RepeatedTest(50)
  void isTheSameInWhateverOrderItIsToldAndHoweverOften(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<MeasureRecorded> said = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String unit = random.nextInt(3) == 0 ? "TRANSPORT" : "HEALTH";
      said.add(
          random.nextInt(4) == 0
              ? promise("m" + i, unit, random.nextInt(6))
              : move(
                  unit,
                  MeasureState.values()[1 + random.nextInt(3)],
                  random.nextInt(6))); // several at the same time
    }
    Measure inOrder = fold(said);
    for (int i = 0; i < 5; i++) {
      List<MeasureRecorded> again = new ArrayList<>(said);
      again.addAll(said.subList(0, random.nextInt(said.size())));
      Collections.shuffle(again, random);

      assertThat(fold(again)).isEqualTo(inOrder);
    }
  }

  @Test
  void isFoundByWhatItIsAndPagedWithoutMissingOrRepeating() {
    List<MeasureView> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(
          new MeasureView(
              "m" + i,
              i % 2 == 0 ? "HEALTH" : "TRANSPORT",
              "SERVICE",
              "t",
              DUE.plusDays(i % 5),
              i % 4 == 0 ? MeasureState.KEPT : MeasureState.PLANNED,
              null,
              List.of(),
              List.of(),
              DUE.minusDays(40),
              i % 4 == 0 ? DUE : null,
              List.of()));
    }

    assertThat(query("HEALTH", Set.of(MeasureState.KEPT), null, null).of(all).total()).isEqualTo(5);
    assertThat(query(null, Set.of(), true, null).of(all).page())
        .isNotEmpty()
        .allMatch(each -> each.state().isOpen() && each.dueDate().isBefore(DUE.plusDays(2)));
    List<String> seen = new ArrayList<>();
    String after = null;
    do {
      List<MeasureView> page = query(null, Set.of(), null, after).of(all).page();
      page.stream().limit(3).map(MeasureView::measureId).forEach(seen::add);
      after = page.size() > 3 ? MeasureQuery.position(page.get(2)) : null;
    } while (after != null);
    assertThat(seen).hasSize(20).doesNotHaveDuplicates();
  }

  private static MeasureQuery query(
      String unit, Set<MeasureState> states, Boolean overdue, String after) {
    return new MeasureQuery(
        unit, null, states, overdue, null, null, null, null, DUE.plusDays(2), after, 3);
  }

  private static List<String> events(MeasureView measure) {
    return measure.history().stream().map(Step::event).toList();
  }

  private static MeasureView view(MeasureRecorded... said) {
    return fold(List.of(said)).view(TIME).orElseThrow();
  }

  private static Measure fold(List<MeasureRecorded> said) {
    Measure measure = Measure.UNKNOWN;
    for (MeasureRecorded each : said) {
      measure = measure.with(each);
    }
    return measure;
  }

  private static MeasureRecorded promise(String text, String unit, int hours) {
    return said(unit, MeasureState.PLANNED, "SERVICE", text, DUE, hours);
  }

  private static MeasureRecorded move(String unit, MeasureState state, int hours) {
    return said(unit, state, null, null, null, hours);
  }

  private static MeasureRecorded said(
      String unit, MeasureState state, String theme, String text, LocalDate due, int hours) {
    Instant at = MONDAY.plus(Duration.ofHours(hours));
    return new MeasureRecorded(
        "m", unit, state, theme, text, due, null, List.of(), List.of(), "key", at, at);
  }
}
