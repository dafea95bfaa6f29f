package org.opinionloop.reporting.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opinionloop.reporting.Happenings.MONDAY;
import static org.opinionloop.reporting.Happenings.TIME;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.CaseState.FirstTime;
import org.opinionloop.contracts.CaseState.Step;
import org.opinionloop.contracts.CaseStatus;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.Validity;
import org.opinionloop.reporting.Happenings;

class CaseTest {

  static final Policy POLICY = new Policy(TIME, 15, 1, Duration.ofHours(24), Catalogue.EMPTY);

  Happenings opinion = Happenings.monday(1);

  @RepeatedTest(200)
  void isTheSameInWhateverOrderTheTopicsArriveAndHoweverOften(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<String, List<Event>> life = Happenings.life(random, opinion.id, MONDAY);
    Case inOrder = fold(life.values().stream().flatMap(List::stream).toList());

    for (int i = 0; i < 5; i++) {
      assertThat(fold(Happenings.delivered(random, life))).isEqualTo(inOrder);
    }
  }

  @Test
  void saysNothingBeforeTheOpinionItselfHasComeIn() {
    Case early =
        fold(
            opinion.classified(),
            opinion.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5),
            opinion.answered(MONDAY.plusSeconds(600)));

    assertThat(CaseReading.of(early, POLICY).state(opinion.id)).isEmpty();
    assertThat(CaseReading.of(early, POLICY).alarm()).isEmpty();
    assertThat(state(early.with(opinion.received())).status()).isEqualTo(CaseStatus.ANSWERED);
  }

  @Test
  void goesThroughTheLoop() {
    Case facts = fold(opinion.received());
    assertThat(state(facts).status()).isEqualTo(CaseStatus.RECEIVED);

    facts = facts.with(opinion.classified());
    assertThat(state(facts).status()).isEqualTo(CaseStatus.CLASSIFIED);

    facts = facts.with(opinion.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5));
    facts = facts.with(opinion.delivered(LetterKind.ACKNOWLEDGEMENT, 1, DeliveryOutcome.DELIVERED));
    assertThat(state(facts).status()).isEqualTo(CaseStatus.ACKNOWLEDGED);
    assertThat(state(facts).acknowledgement()).isEqualTo(DeliveryOutcome.DELIVERED);
    assertThat(state(facts).answerBy()).isEqualTo("2026-03-16");

    facts = facts.with(opinion.answered(hours(30)));
    assertThat(state(facts).status()).isEqualTo(CaseStatus.ANSWERED);
    assertThat(state(facts).firstTime()).isEqualTo(FirstTime.PROVISIONAL);
    assertThat(state(facts.at(hours(24 * 30))).firstTime()).isEqualTo(FirstTime.YES);

    facts = facts.with(opinion.rated(1, hours(31)));
    assertThat(state(facts).status()).isEqualTo(CaseStatus.REOPENED);

    facts = facts.with(opinion.answered(hours(60))).with(opinion.rated(5, hours(61)));
    assertThat(state(facts).status()).isEqualTo(CaseStatus.ANSWERED);
    assertThat(state(facts).firstTime()).isEqualTo(FirstTime.NO);
    assertThat(state(facts).rating()).extracting(CaseState.Rating::level).isEqualTo(5);
    assertThat(state(facts).history())
        .extracting(Step::event)
        .containsExactly(
            "received",
            "classified",
            "acknowledgement-issued",
            "acknowledgement-delivered",
            "answered",
            "rated",
            "reopened",
            "answered",
            "rated");
  }

  @Test
  void reopensOnlyAsOftenAsThePolicyAllowsAndIsEscalatedThen() {
    Case facts =
        fold(
            opinion.received(),
            opinion.answered(hours(1)),
            opinion.rated(1, hours(2)),
            opinion.answered(hours(3)),
            opinion.rated(1, hours(4)),
            opinion.rated(2, hours(5)));

    assertThat(state(facts).status()).isEqualTo(CaseStatus.ANSWERED);
    assertThat(state(facts).reopened()).isEqualTo(1);
    assertThat(state(facts).history())
        .filteredOn(step -> step.event().equals("escalated"))
        .containsExactly(new Step("escalated", hours(4)));
  }

  @Test
  void takesTheLastRatingWithinADayOfTheFirst() {
    Case facts =
        fold(
            opinion.received(),
            opinion.answered(hours(1)),
            opinion.rated(3, hours(2)),
            opinion.rated(5, hours(25)),
            opinion.rated(4, hours(27)));

    assertThat(state(facts).rating()).extracting(CaseState.Rating::level).isEqualTo(5);
  }

  @Test
  void isNotReopenedByARatingBeforeAnyAnswerButKeepsIt() {
    Case facts = fold(opinion.received(), opinion.rated(1, hours(1)), opinion.answered(hours(2)));

    assertThat(state(facts).status()).isEqualTo(CaseStatus.ANSWERED);
    assertThat(state(facts).rating()).extracting(CaseState.Rating::responded).isEqualTo(false);
  }

  @Test
  void isOverdueOnceThePromiseHasLapsedAndNoLongerIfTheAnswerWasInTime() {
    Case facts = fold(opinion.received(), opinion.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5));
    Instant alarm = CaseReading.of(facts, POLICY).alarm().orElseThrow();
    assertThat(alarm).isEqualTo(Instant.parse("2026-03-16T09:00:00.001Z"));
    assertThat(state(facts).overdue()).isFalse();

    Case later = facts.at(alarm);
    assertThat(state(later).overdue()).isTrue();
    assertThat(state(later).history()).extracting(Step::event).contains("overdue");
    assertThat(CaseReading.of(later, POLICY).alarm()).isEmpty();
    assertThat(state(later.with(opinion.answered(hours(24)))).overdue()).isFalse();
    assertThat(state(later.with(opinion.answered(hours(24 * 8)))).overdue()).isTrue();
  }

  @Test
  void keepsAnExtendedPromiseByItsNewDay() {
    Case facts =
        fold(
            opinion.issued(LetterKind.EXTENSION, 1, 10, null, hours(20)),
            opinion.received(),
            opinion.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5));

    assertThat(state(facts).answerBy()).isEqualTo("2026-03-23");
    assertThat(state(facts.with(opinion.answered(hours(24 * 10)))).overdue()).isFalse();
  }

  @Test
  void followsAnExtensionBeforeItsLetterIsWritten() {
    Case facts =
        fold(
            opinion.extended(5, hours(20)),
            opinion.received(),
            opinion.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5));

    assertThat(state(facts).answerBy()).isEqualTo("2026-03-23");
    assertThat(events(facts)).contains("extended");
    assertThat(state(facts.with(opinion.answered(hours(24 * 10)))).overdue()).isFalse();
  }

  @Test
  void ignoresAnExtensionThatComesTooLateOrASecondTime() {
    Case promised = fold(opinion.received(), opinion.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5));

    Case lapsed = promised.with(opinion.extended(5, hours(24 * 9)));
    Case answered = promised.with(opinion.extended(5, hours(30))).with(opinion.answered(hours(29)));
    Case twice = promised.with(opinion.extended(9, hours(31))).with(opinion.extended(5, hours(30)));

    for (Case facts : List.of(lapsed, answered)) {
      assertThat(state(facts).answerBy()).isEqualTo("2026-03-16");
      assertThat(events(facts)).contains("extension-ignored").doesNotContain("extended");
    }
    assertThat(state(twice).answerBy()).isEqualTo("2026-03-23");
    assertThat(events(twice)).contains("extended", "extension-ignored");
  }

  @Test
  void movesThePromiseOfTheRoundInWhichAnExtensionWasAskedFor() {
    Case facts =
        fold(
            opinion.received(),
            opinion.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5),
            opinion.answered(hours(1)),
            opinion.rated(1, hours(2)),
            opinion.issued(LetterKind.SECOND_HANDLING, 1, 6),
            opinion.extended(2, hours(50)));

    assertThat(state(facts).answerBy()).isEqualTo("2026-03-19");
    assertThat(events(facts)).contains("extended");
  }

  @Test
  void isNotAcceptedOnceAnOfficerRejectsItAndStaysSo() {
    Case rejected = fold(opinion.received(), opinion.classified(), opinion.rejected(hours(5)));

    assertThat(state(rejected).status()).isEqualTo(CaseStatus.NOT_ACCEPTED);
    Case answered = rejected.with(opinion.answered(hours(6))).with(opinion.rated(1, hours(7)));
    assertThat(state(answered).status()).isEqualTo(CaseStatus.NOT_ACCEPTED);
    assertThat(events(answered)).contains("rejected", "answered", "rated");
    assertThat(CaseReading.of(answered, POLICY).alarm()).isEmpty();
  }

  @Test
  void ignoresARejectionAfterAnAnswer() {
    Case facts = fold(opinion.received(), opinion.rejected(hours(5)), opinion.answered(hours(4)));

    assertThat(state(facts).status()).isEqualTo(CaseStatus.ANSWERED);
    assertThat(events(facts)).contains("rejection-ignored");
  }

  @Test
  void keepsASecondAnswerOfARoundInTheHistoryAndNothingElse() {
    Case once = fold(opinion.received(), opinion.answered(hours(4)));
    Case twice = once.with(opinion.answered(hours(9)));

    assertThat(state(twice).answeredAt()).isEqualTo(state(once).answeredAt());
    assertThat(state(twice).status()).isEqualTo(CaseStatus.ANSWERED);
    assertThat(state(twice).reopened()).isZero();
    assertThat(events(twice))
        .containsOnlyOnce("received")
        .filteredOn("answered"::equals)
        .hasSize(2);
  }

  @Test
  void namesOnlyMeasuresAndWordsOfTheCatalogue() {
    Policy policy =
        new Policy(
            TIME, 15, 1, Duration.ofHours(24), new Catalogue(Set.of("REPAIR"), Set.of("排队")));
    Case facts =
        fold(
            opinion.received(),
            opinion.classified(List.of("排队", "张三")),
            opinion.answered(List.of("REPAIR", "UNKNOWN_CODE", "找张三谈话"), hours(4)));

    assertThat(CaseReading.of(facts, policy).traits())
        .containsExactlyInAnyOrder("measure:REPAIR", "measure:other", "word:EFFICIENCY:排队");
  }

  @Test
  void countsTheLatestCorrectionOfEachLabelWhateverArrivesLast() {
    Case facts =
        fold(
            opinion.received(),
            opinion.corrected("POLICY", null, hours(3)),
            opinion.corrected("OTHER", "HEALTH", hours(2)),
            opinion.classified());

    assertThat(state(facts).theme()).isEqualTo("POLICY");
    assertThat(state(facts).unit()).isEqualTo("HEALTH");
    assertThat(state(facts).field()).isEqualTo("TRANSPORT");
    assertThat(state(facts).topic()).isNull();
  }

  @Test
  void isNotAcceptedIfThereIsNothingToHandle() {
    Case facts =
        fold(
            opinion.received(),
            opinion.classified(Validity.PUNCTUATION, "OTHER", "HEALTH", true),
            opinion.issued(LetterKind.NOT_ACCEPTED, 1, 0),
            opinion.answered(hours(1)));

    assertThat(state(facts).status()).isEqualTo(CaseStatus.NOT_ACCEPTED);
    assertThat(state(facts).needsReview()).isFalse();
  }

  @Test
  void doesNotGrowWithoutBound() {
    Case facts = fold(opinion.received());
    for (int i = 0; i < 1_000; i++) {
      facts = facts.with(opinion.rated(3, MONDAY.plusSeconds(i)));
    }

    assertThat(facts.ratings()).hasSize(Case.KEPT);
  }

  @Test
  void keepsTheFirstAndTheLastOfManyInWhateverOrderTheyCome() {
    List<Integer> seconds = new ArrayList<>(IntStream.range(0, 1_000).boxed().toList());
    Collections.shuffle(seconds, new Random(20261201));
    Case facts = fold(opinion.received());
    for (int second : seconds) {
      facts = facts.with(opinion.answered(MONDAY.plusSeconds(second)));
    }

    assertThat(facts.answers())
        .extracting(Case.Answer::at)
        .isEqualTo(
            IntStream.concat(IntStream.range(0, 32), IntStream.range(968, 1_000))
                .mapToObj(MONDAY::plusSeconds)
                .toList());
  }

  @Test
  void staysReopenedHoweverManyHighRatingsComeAfterTheLowOne() {
    Case facts = fold(opinion.received(), opinion.answered(hours(1)), opinion.rated(1, hours(2)));
    for (int i = 0; i < 500; i++) {
      facts = facts.with(opinion.rated(5, hours(30).plusSeconds(i)));
    }

    assertThat(state(facts).status()).isEqualTo(CaseStatus.REOPENED);
  }

  @Test
  void staysAcknowledgedHoweverManyAnswersAreSent() {
    Case facts = fold(opinion.received(), opinion.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5));
    Instant promised = state(facts).dueAt();
    for (int i = 1; i <= 500; i++) {
      facts = facts.with(opinion.answered(hours(1).plusSeconds(i)));
      facts = facts.with(opinion.issued(LetterKind.ANSWER, i, 0));
    }

    assertThat(state(facts).acknowledgedAt()).isNotNull();
    assertThat(state(facts).dueAt()).isEqualTo(promised);
    assertThat(state(facts).answeredAt()).isEqualTo(hours(1).plusSeconds(1));
  }

  private static Case fold(Event... events) {
    return fold(List.of(events));
  }

  private static Case fold(List<Event> events) {
    Case facts = Case.UNKNOWN;
    for (Event event : events) {
      facts = facts.with(event);
    }
    return facts;
  }

  private List<String> events(Case facts) {
    return state(facts).history().stream().map(Step::event).toList();
  }

  private CaseState state(Case facts) {
    return CaseReading.of(facts, POLICY).state(opinion.id).orElseThrow();
  }

  private static Instant hours(int hours) {
    return MONDAY.plus(Duration.ofHours(hours));
  }
}
