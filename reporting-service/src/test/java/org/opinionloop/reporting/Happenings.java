package org.opinionloop.reporting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.Envelope;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.Fingerprint;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.contracts.Outcome;
import org.opinionloop.contracts.Priority;
import org.opinionloop.contracts.Resolved;
import org.opinionloop.contracts.Sketch;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.Validity;
import org.opinionloop.contracts.calendar.WorkingTime;

/** Events of one opinion for tests: one by one, or a whole random life. */
public final class Happenings {

  public static final WorkingTime TIME = WorkingTime.standard();

  /** A Monday, 10:00 in Shanghai. */
  public static final Instant MONDAY = Instant.parse("2026-03-09T02:00:00Z");

  /** Where each kind of event goes. */
  public static final Map<Class<?>, String> TOPICS =
      Map.of(
          OpinionReceived.class, Topics.OPINIONS_RECEIVED,
          OpinionClassified.class, Topics.OPINIONS_CLASSIFIED,
          OpinionCorrected.class, Topics.OPINIONS_CORRECTED,
          OpinionAnswered.class, Topics.OPINIONS_ANSWERED,
          OpinionExtended.class, Topics.OPINIONS_EXTENDED,
          OpinionRejected.class, Topics.OPINIONS_REJECTED,
          OpinionRated.class, Topics.OPINIONS_RATED,
          LetterIssued.class, Topics.LETTERS_ISSUED,
          LetterDelivered.class, Topics.LETTERS_DELIVERED);

  private static final String[] CHANNELS = {"website", "hotline", "social-media", "meeting"};
  private static final String[] THEMES = {"POLICY", "SERVICE", "FACILITIES", "OTHER"};
  private static final String[] UNITS = {"TRANSPORT", "HEALTH", "EDUCATION"};

  public final OpinionId id;
  private final Instant receivedAt;

  public Happenings(OpinionId id, Instant receivedAt) {
    this.id = id;
    this.receivedAt = receivedAt;
  }

  public static OpinionId id(long number) {
    byte[] bits = new byte[10];
    for (int i = 0; i < 8; i++) {
      bits[9 - i] = (byte) (number >> (8 * i));
    }
    return OpinionId.of(bits);
  }

  public static Happenings monday(long number) {
    return new Happenings(id(number), MONDAY);
  }

  public OpinionReceived received() {
    return received("website", "North");
  }

  public OpinionReceived received(String channel, @Nullable String district) {
    return new OpinionReceived(
        id,
        channel,
        null,
        null,
        "路灯不亮",
        "zh-Hans",
        district,
        null,
        null,
        receivedAt,
        receivedAt,
        false,
        true,
        null,
        null);
  }

  public OpinionClassified classified() {
    return classified(Validity.VALID, "SERVICE", "TRANSPORT", false);
  }

  public OpinionClassified classified(List<String> words) {
    return classified(Validity.VALID, "SERVICE", "TRANSPORT", false, words);
  }

  public OpinionClassified classified(
      Validity validity, String theme, String unit, boolean needsReview) {
    return classified(validity, theme, unit, needsReview, List.of());
  }

  private OpinionClassified classified(
      Validity validity, String theme, String unit, boolean needsReview, List<String> words) {
    return new OpinionClassified(
        id,
        validity,
        theme,
        "EFFICIENCY",
        "TRANSPORT",
        Kind.COMPLAINT,
        unit,
        Priority.NORMAL,
        Map.of(),
        Map.of(OpinionClassified.TOPIC, words),
        "test",
        needsReview,
        new Envelope(
            "website", "路灯", "zh-Hans", null, receivedAt, receivedAt, false, true, null, null),
        null,
        receivedAt.plusSeconds(1));
  }

  /** Classified, and about the same as all others of this story. */
  public OpinionClassified classified(@Nullable String sender, int story) {
    OpinionClassified plain = classified();
    Envelope envelope = plain.envelope();
    return new OpinionClassified(
        plain.opinionId(),
        plain.validity(),
        plain.theme(),
        plain.topic(),
        plain.field(),
        plain.kind(),
        plain.unit(),
        plain.priority(),
        plain.confidence(),
        plain.reasons(),
        plain.modelVersion(),
        plain.needsReview(),
        new Envelope(
            envelope.channel(),
            envelope.summary(),
            envelope.language(),
            "North",
            envelope.receivedAt(),
            envelope.recordedAt(),
            envelope.imported(),
            envelope.letters(),
            null,
            sender),
        new Fingerprint(
            Sketch.of(Map.of(2 * story, 1.0, 2 * story + 1, 1.0)).encoded(), null, List.of()),
        plain.recordedAt());
  }

  public LetterIssued issued(LetterKind kind, int ordinal, int workingDays) {
    return issued(kind, ordinal, workingDays, null, receivedAt.plusSeconds(60));
  }

  public LetterIssued issued(
      LetterKind kind,
      int ordinal,
      int workingDays,
      @Nullable String suppressed,
      Instant recordedAt) {
    var day = TIME.plusWorkingDays(TIME.dayOf(receivedAt), workingDays);
    boolean promises =
        EnumSet.of(LetterKind.ACKNOWLEDGEMENT, LetterKind.EXTENSION, LetterKind.SECOND_HANDLING)
            .contains(kind);
    return new LetterIssued(
        id,
        LetterId.of(id, kind, ordinal),
        kind,
        "s",
        "b",
        "zh-Hans",
        promises ? day : null,
        promises ? TIME.endOf(day) : null,
        "t",
        suppressed,
        null,
        receivedAt,
        recordedAt);
  }

  public LetterDelivered delivered(LetterKind kind, int ordinal, DeliveryOutcome outcome) {
    return new LetterDelivered(
        id,
        LetterId.of(id, kind, ordinal),
        kind,
        "outbox",
        outcome,
        null,
        1,
        receivedAt.plusSeconds(120));
  }

  public OpinionCorrected corrected(@Nullable String theme, @Nullable String unit, Instant at) {
    return new OpinionCorrected(id, theme, null, null, null, unit, "r", "key", at, at);
  }

  public OpinionAnswered answered(Instant at) {
    return answered(List.of("修复路灯"), at);
  }

  public OpinionAnswered answered(List<String> measures, Instant at) {
    return new OpinionAnswered(id, Outcome.RESOLVED, "已修复", measures, "TRANSPORT", "key", at, at);
  }

  public OpinionExtended extended(int workingDays, Instant at) {
    return new OpinionExtended(id, workingDays, "r", "TRANSPORT", "key", at, at);
  }

  public OpinionRejected rejected(Instant at) {
    return new OpinionRejected(id, "IN_COURT", "TRANSPORT", "key", at, at);
  }

  public OpinionRated rated(int level, Instant at) {
    return new OpinionRated(
        id, level, level > 2 ? Resolved.YES : Resolved.NO, null, false, true, null, at, at);
  }

  /** Everything that may happen to one opinion, by topic, each in its order. */
  public static Map<String, List<Event>> life(Random random, OpinionId id, Instant from) {
    Instant at = from.plusSeconds(random.nextInt(40 * 86_400));
    Happenings of = new Happenings(id, at);
    Map<String, List<Event>> life = new LinkedHashMap<>();
    add(
        life,
        Topics.OPINIONS_RECEIVED,
        of.received(any(random, CHANNELS), random.nextBoolean() ? "东区" : null));
    boolean valid = random.nextInt(5) > 0;
    if (random.nextInt(10) > 0) {
      add(
          life,
          Topics.OPINIONS_CLASSIFIED,
          of.classified(
              valid ? Validity.VALID : Validity.GIBBERISH,
              any(random, THEMES),
              any(random, UNITS),
              random.nextInt(3) == 0));
    }
    LetterKind first = valid ? LetterKind.ACKNOWLEDGEMENT : LetterKind.NOT_ACCEPTED;
    if (random.nextInt(10) > 0) {
      String suppressed = random.nextInt(4) == 0 ? "import" : null;
      add(
          life,
          Topics.LETTERS_ISSUED,
          of.issued(
              first, 1, 3 + random.nextInt(5), suppressed, at.plusSeconds(random.nextInt(99_999))));
      if (random.nextBoolean()) {
        add(
            life,
            Topics.LETTERS_DELIVERED,
            of.delivered(first, 1, any(random, DeliveryOutcome.values())));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      add(
          life,
          Topics.OPINIONS_CORRECTED,
          of.corrected(
              random.nextBoolean() ? any(random, THEMES) : null,
              random.nextBoolean() ? any(random, UNITS) : null,
              at.plus(Duration.ofHours(random.nextInt(100)))));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      add(
          life,
          Topics.OPINIONS_ANSWERED,
          of.answered(at.plus(Duration.ofHours(random.nextInt(500)))));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      add(
          life,
          Topics.OPINIONS_EXTENDED,
          of.extended(1 + random.nextInt(9), at.plus(Duration.ofHours(random.nextInt(300)))));
    }
    if (random.nextInt(8) == 0) {
      add(
          life,
          Topics.OPINIONS_REJECTED,
          of.rejected(at.plus(Duration.ofHours(random.nextInt(100)))));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      add(
          life,
          Topics.OPINIONS_RATED,
          of.rated(1 + random.nextInt(5), at.plus(Duration.ofHours(random.nextInt(900)))));
    }
    if (random.nextInt(3) == 0) {
      add(
          life,
          Topics.LETTERS_ISSUED,
          of.issued(LetterKind.SECOND_HANDLING, 1, 20, null, at.plus(Duration.ofDays(20))));
    }
    return life;
  }

  /**
   * The events of all topics in one random order that keeps the order within each topic; now and
   * then a topic goes some records back and delivers them again.
   */
  public static List<Event> delivered(Random random, Map<String, List<Event>> topics) {
    List<List<Event>> queues = topics.values().stream().map(List::copyOf).toList();
    int[] next = new int[queues.size()];
    List<Event> order = new ArrayList<>();
    for (int left = queues.stream().mapToInt(List::size).sum(); left > 0; ) {
      int topic = random.nextInt(queues.size());
      if (next[topic] > 0 && random.nextInt(4) == 0) {
        int back = 1 + random.nextInt(next[topic]);
        left += back;
        next[topic] -= back;
      } else if (next[topic] < queues.get(topic).size()) {
        order.add(queues.get(topic).get(next[topic]++));
        left--;
      }
    }
    return order;
  }

  private static void add(Map<String, List<Event>> life, String topic, Event event) {
    life.computeIfAbsent(topic, none -> new ArrayList<>()).add(event);
  }

  @SafeVarargs
  private static <T> T any(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }
}
