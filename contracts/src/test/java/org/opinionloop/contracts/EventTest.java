package org.opinionloop.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

  private static final OpinionId OPINION = new OpinionId("4F7K-9QX2-M3TD-8VRC-R");
  private static final Instant NOW = Instant.parse("2026-01-08T01:30:00.417999Z");

  @Test
  void isNamedByWhatHappenedToWhichOpinionWhen() {
    OpinionAnswered answered = answered(List.of());

    assertThat(answered.type()).isEqualTo("org.opinionloop.OpinionAnswered");
    assertThat(answered.eventId()).isEqualTo("OpinionAnswered:4F7K-9QX2-M3TD-8VRC-R:1767835800417");
  }

  @Test
  void twoLettersOfTheSameMillisecondAreTwoEvents() {
    LetterDelivered first = delivered(LetterKind.ACKNOWLEDGEMENT, DeliveryOutcome.FAILED, 1);
    LetterDelivered second = delivered(LetterKind.ANSWER, DeliveryOutcome.FAILED, 1);

    assertThat(first.eventId())
        .isEqualTo("LetterDelivered:4F7K-9QX2-M3TD-8VRC-R.acknowledgement.1:FAILED")
        .isNotEqualTo(second.eventId());
  }

  @Test
  void keepsMilliseconds() {
    assertThat(answered(List.of()).recordedAt()).isEqualTo("2026-01-08T01:30:00.417Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1899-12-31T23:59:59.999Z", "+10000-01-01T00:00:00Z"})
  void happenedInAYearOfFourDigits(Instant when) {
    assertThatExceptionOfType(FieldException.class)
        .isThrownBy(
            () -> new OpinionRated(OPINION, 3, Resolved.YES, null, false, true, null, when, NOW))
        .withMessage("ratedAt: out of range (expected: a year from 1900 to 9999)");
  }

  @Test
  void anOpinionHasNoMoreCharactersThanItMay() {
    String longest = "\uD83D\uDE00".repeat(OpinionReceived.LONGEST_TEXT);

    assertThat(received(longest).text()).isEqualTo(longest);
    assertThatExceptionOfType(FieldException.class)
        .isThrownBy(() -> received(longest + "x"))
        .withMessage("text: string of 20001 characters (expected: at most 20000 characters)");
  }

  private static OpinionReceived received(String text) {
    return new OpinionReceived(
        OPINION, "website", null, null, text, "zh-Hans", null, null, null, NOW, NOW, false, true,
        null, null);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 6})
  void aRatingHasFiveLevels(int level) {
    assertThatExceptionOfType(FieldException.class)
        .isThrownBy(
            () -> new OpinionRated(OPINION, level, Resolved.YES, null, false, true, null, NOW, NOW))
        .withMessage("level: out of range (expected: 1 to 5)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void confidenceIsAProbability(double bad) {
    assertThatExceptionOfType(FieldException.class)
        .isThrownBy(() -> classified(Map.of("theme", bad), Map.of()))
        .withMessage("confidence: out of range (expected: 0 to 1 each)");
  }

  @Test
  void aLetterIsCalledByItsOwnOpinionAndKind() {
    LetterId id = LetterId.of(OPINION, LetterKind.ANSWER, 1);

    assertThatExceptionOfType(FieldException.class)
        .isThrownBy(
            () ->
                new LetterDelivered(
                    OPINION,
                    id,
                    LetterKind.EXTENSION,
                    "smtp",
                    DeliveryOutcome.DELIVERED,
                    null,
                    1,
                    NOW));
    assertThatExceptionOfType(FieldException.class)
        .isThrownBy(
            () ->
                new LetterDelivered(
                    OpinionId.of(new byte[10]),
                    id,
                    LetterKind.ANSWER,
                    "smtp",
                    DeliveryOutcome.DELIVERED,
                    null,
                    1,
                    NOW))
        .withMessageStartingWith("letterId: of another letter");
    assertThatExceptionOfType(FieldException.class)
        .isThrownBy(() -> delivered(LetterKind.ANSWER, DeliveryOutcome.FAILED, -1))
        .withMessageStartingWith("attempts");
  }

  @Test
  void doesNotChangeWithTheListsItWasMadeOf() {
    List<String> words = new ArrayList<>(List.of("路灯"));
    Map<String, List<String>> reasons = new HashMap<>(Map.of("theme", words));
    OpinionAnswered answered = answered(words);
    OpinionClassified classified = classified(Map.of(), reasons);

    words.add("later");
    reasons.clear();

    assertThat(answered.measures()).containsExactly("路灯");
    assertThat(classified.reasons()).isEqualTo(Map.of("theme", List.of("路灯")));
  }

  private static OpinionAnswered answered(List<String> measures) {
    return new OpinionAnswered(
        OPINION, Outcome.EXPLAINED, "text", measures, "HEALTH", "desk", NOW, NOW);
  }

  private static LetterDelivered delivered(LetterKind kind, DeliveryOutcome outcome, int attempts) {
    return new LetterDelivered(
        OPINION, LetterId.of(OPINION, kind, 1), kind, "smtp", outcome, null, attempts, NOW);
  }

  private static OpinionClassified classified(
      Map<String, Double> confidence, Map<String, List<String>> reasons) {
    return new OpinionClassified(
        OPINION,
        Validity.VALID,
        "SERVICE",
        null,
        "HEALTH",
        Kind.HELP,
        "CLINIC",
        Priority.NORMAL,
        confidence,
        reasons,
        "model",
        false,
        new Envelope("website", "", "en", null, NOW, NOW, false, true, null, null),
        null,
        NOW);
  }
}
