package org.opinionloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.Envelope;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.Priority;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.Validity;

class LoopReadingTest {

  private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final OpinionId ONE = OpinionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  private static final OpinionId OTHER = OpinionId.of(new byte[10]);

  private final LoopReading reading = new LoopReading();

  @Test
  void isCompleteOnlyWhenEveryStageHasSeenEveryOpinion() {
    assertThat(progress().complete()).isFalse();
    classified(ONE, "SERVICE");
    assertThat(progress().complete()).isFalse();
    issued(ONE);
    assertThat(progress().complete()).isFalse();
    delivered(ONE);
    assertThat(progress().complete()).isFalse();
    counted("SERVICE", Map.of(LoopCount.RECEIVED, 1L, LoopCount.VALID, 1L, LoopCount.PENDING, 1L));
    assertThat(progress().complete()).isFalse();
    counted("SERVICE", Map.of(LoopCount.RECEIVED, 1L, LoopCount.VALID, 1L));
    assertThat(progress().complete()).isFalse();
    counted(
        "SERVICE",
        Map.of(
            LoopCount.RECEIVED, 1L, LoopCount.VALID, 1L, LoopCount.ACKNOWLEDGEMENT_DELIVERED, 1L));
    assertThat(progress().complete()).isTrue();
  }

  @Test
  void isNotCompleteForAnotherOpinion() {
    classified(OTHER, "SERVICE");
    issued(OTHER);
    delivered(OTHER);

    assertThat(progress())
        .extracting(
            LoopReading.Progress::classified,
            LoopReading.Progress::lettered,
            LoopReading.Progress::delivered)
        .containsExactly(0, 0, 0);
  }

  @Test
  void addsUpTheLatestStateOfEachCellAndForgetsEmptiedOnes() {
    counted("SERVICE", Map.of(LoopCount.RECEIVED, 5L));
    counted("SERVICE", Map.of(LoopCount.RECEIVED, 7L));
    counted("POLICY", Map.of(LoopCount.RECEIVED, 2L));
    counted("OTHER", Map.of(LoopCount.RECEIVED, 1L));
    reading.read(Topics.METRICS, cell("OTHER").key(), null);

    assertThat(reading.total(DAY, DAY)).containsEntry(LoopCount.RECEIVED, 9L);
    assertThat(reading.by(LoopMetrics.Cell::theme, DAY, DAY)).containsOnlyKeys("POLICY", "SERVICE");
    assertThat(reading.total(DAY.plusDays(1), DAY.plusDays(9))).isEmpty();
  }

  @Test
  void keepsTheFirstClassification() {
    classified(ONE, "SERVICE");
    classified(ONE, "POLICY");

    assertThat(reading.classified(ONE)).extracting(OpinionClassified::theme).isEqualTo("SERVICE");
  }

  private LoopReading.Progress progress() {
    return reading.progress(List.of(ONE), DAY, DAY);
  }

  private void classified(OpinionId id, String theme) {
    OpinionClassified event =
        new OpinionClassified(
            id,
            Validity.VALID,
            theme,
            null,
            "TRANSPORT",
            Kind.HELP,
            "TRANSPORT",
            Priority.NORMAL,
            Map.of(),
            Map.of(),
            "test",
            false,
            new Envelope("website", "", "zh-Hans", null, NOW, NOW, false, true, null, null),
            null,
            NOW);
    reading.read(
        Topics.OPINIONS_CLASSIFIED,
        id.value(),
        JsonCodec.of(OpinionClassified.class).encode(event));
  }

  private void issued(OpinionId id) {
    LetterIssued event =
        new LetterIssued(
            id,
            LetterId.of(id, LetterKind.ACKNOWLEDGEMENT, 1),
            LetterKind.ACKNOWLEDGEMENT,
            "subject",
            "body",
            "zh-Hans",
            null,
            null,
            "acknowledgement/zh-Hans/1",
            null,
            null,
            NOW,
            NOW);
    reading.read(Topics.LETTERS_ISSUED, id.value(), JsonCodec.of(LetterIssued.class).encode(event));
  }

  private void delivered(OpinionId id) {
    LetterDelivered event =
        new LetterDelivered(
            id,
            LetterId.of(id, LetterKind.ACKNOWLEDGEMENT, 1),
            LetterKind.ACKNOWLEDGEMENT,
            "outbox",
            DeliveryOutcome.DELIVERED,
            null,
            1,
            NOW);
    reading.read(
        Topics.LETTERS_DELIVERED, id.value(), JsonCodec.of(LetterDelivered.class).encode(event));
  }

  private void counted(String theme, Map<LoopCount, Long> counts) {
    LoopMetrics event = new LoopMetrics(cell(theme), counts, Map.of(), 1, NOW);
    reading.read(Topics.METRICS, cell(theme).key(), JsonCodec.of(LoopMetrics.class).encode(event));
  }

  private static LoopMetrics.Cell cell(String theme) {
    return new LoopMetrics.Cell(DAY, "website", theme, "TRANSPORT", "HELP", "TRANSPORT", "-");
  }
}
