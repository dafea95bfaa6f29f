package org.opinionloop.bench.speed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.Envelope;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Priority;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.Validity;

/** What the other services would have written about the opinions of the sample. */
final class Happenings {

  private static final List<String> THEMES = List.of("POLICY", "SERVICE", "FACILITIES", "OTHER");
  private static final List<String> FIELDS = List.of("TRANSPORT", "ENVIRONMENT", "HEALTH");
  private static final Kind[] KINDS = Kind.values();

  private final Samples samples = new Samples();
  private int n;

  OpinionClassified classified() {
    return classified(samples.received());
  }

  private OpinionClassified classified(OpinionReceived opinion) {
    n++;
    String text = opinion.text();
    return new OpinionClassified(
        opinion.opinionId(),
        Validity.VALID,
        THEMES.get(n % 4),
        null,
        FIELDS.get(n % 3),
        KINDS[n % KINDS.length],
        "TRANSPORT",
        Priority.NORMAL,
        Map.of("theme", 0.93, "field", 0.88, "kind", 0.79),
        Map.of(
            "theme", List.of(part(text, 2), part(text, 6)),
            "field", List.of(part(text, 10)),
            "kind", List.of(part(text, 14))),
        "2026-01",
        false,
        new Envelope(
            opinion.channel(),
            opinion.title() == null ? part(text, 0) : opinion.title(),
            opinion.language(),
            opinion.district(),
            opinion.receivedAt(),
            opinion.recordedAt(),
            false,
            true,
            null,
            null),
        null,
        opinion.recordedAt().plusMillis(20));
  }

  /** Four whole characters, or fewer at the end. */
  private static String part(String text, int from) {
    int[] characters = text.codePoints().toArray();
    int start = Math.min(from, characters.length - 1);
    return new String(characters, start, Math.min(4, characters.length - start));
  }

  /** Everything that happens to one opinion up to the delivery of its acknowledgement. */
  List<ProducerRecord<byte[], byte[]>> acknowledged(String prefix) {
    OpinionReceived opinion = samples.received();
    OpinionClassified classified = classified(opinion);
    LetterId letter = LetterId.of(opinion.opinionId(), LetterKind.ACKNOWLEDGEMENT, 1);
    Instant at = classified.recordedAt().plusMillis(20);
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
    all.add(
        Stages.record(
            prefix + Topics.OPINIONS_RECEIVED, JsonCodec.of(OpinionReceived.class), opinion));
    all.add(
        Stages.record(
            prefix + Topics.OPINIONS_CLASSIFIED,
            JsonCodec.of(OpinionClassified.class),
            classified));
    all.add(
        Stages.record(
            prefix + Topics.LETTERS_ISSUED,
            JsonCodec.of(LetterIssued.class),
            new LetterIssued(
                opinion.opinionId(),
                letter,
                LetterKind.ACKNOWLEDGEMENT,
                "您的意见已受理",
                "您的意见已经收到并完成登记，感谢您对我们工作的关心和支持。\n".repeat(24),
                "zh-Hans",
                java.time.LocalDate.of(2026, 12, 1),
                Instant.parse("2026-12-01T09:00:00Z"),
                "acknowledgement/zh-Hans/1",
                null,
                null,
                opinion.recordedAt(),
                at)));
    all.add(
        Stages.record(
            prefix + Topics.LETTERS_DELIVERED,
            JsonCodec.of(LetterDelivered.class),
            delivered(opinion, letter, at.plusMillis(20))));
    return all;
  }

  private static LetterDelivered delivered(OpinionReceived opinion, LetterId letter, Instant at) {
    return new LetterDelivered(
        opinion.opinionId(),
        letter,
        LetterKind.ACKNOWLEDGEMENT,
        "outbox",
        DeliveryOutcome.DELIVERED,
        null,
        1,
        at);
  }
}
