package org.opinionloop.reporting;

import static org.opinionloop.reporting.Happenings.MONDAY;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.ServiceRated;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.testing.TestTopics;

/**
 * Sixty random lives of opinions, shuffled and redelivered, and a known one; three about one issue,
 * two of which are of one person; three ratings of a service, twice; two measures; and one record
 * of garbage.
 */
final class Lives {

  static final Happenings KNOWN = Happenings.monday(1_000_000);

  /** Is waiting for its answer, which is promised within five working days. */
  static final Happenings WAITING = Happenings.monday(2_000_000);

  /** The same person says the same again, and is promised an answer within nine. */
  static final Happenings REPEATED =
      new Happenings(Happenings.id(2_000_001), MONDAY.plusSeconds(3_600));

  private static final Happenings ANOTHERS =
      new Happenings(Happenings.id(2_000_002), MONDAY.plusSeconds(7_200));

  private static final int RANDOM = 60;

  /** All opinions. */
  static final int COUNT = RANDOM + 4;

  private Lives() {}

  /** The random ones. */
  static Stream<OpinionId> random() {
    return Stream.iterate(0, i -> i < RANDOM, i -> i + 1).map(Happenings::id);
  }

  static void publish(TestTopics topics) {
    topics.send(Topics.OPINIONS_RECEIVED, "x", new byte[] {1, 2, 3});
    for (int level : new int[] {5, 4, 1}) {
      topics.send(Topics.SERVICES_RATED, rating(level, MONDAY));
      topics.send(Topics.SERVICES_RATED, rating(level, MONDAY.plusSeconds(1)));
    }
    topics.sendWithoutTime(Topics.MEASURES_RECORDED, measure("KEPT", MeasureState.KEPT, null, 48));
    topics.send(Topics.MEASURES_RECORDED, measure("KEPT", MeasureState.PLANNED, "加装雨棚", 24));
    topics.send(Topics.MEASURES_RECORDED, measure("LATE", MeasureState.PLANNED, "更换路灯", 24));

    Random random = new Random(7);
    List<List<Event>> lives = lives(random);
    int longest = lives.stream().mapToInt(List::size).max().orElseThrow();
    for (int step = 0; step < longest; step++) {
      Collections.shuffle(lives, random);
      for (List<Event> life : lives) {
        if (step < life.size()) {
          Event event = life.get(step);
          String topic = Happenings.TOPICS.get(event.getClass());
          if (random.nextInt(8) == 0) {
            topics.sendWithoutTime(topic, event);
          } else {
            topics.send(topic, event);
          }
        }
      }
    }
    topics.flush();
  }

  private static List<List<Event>> lives(Random random) {
    List<List<Event>> lives = new ArrayList<>();
    random()
        .forEach(
            id -> lives.add(Happenings.delivered(random, Happenings.life(random, id, MONDAY))));
    lives.add(
        List.of(
            KNOWN.answered(MONDAY.plusSeconds(7_200)),
            KNOWN.classified(),
            KNOWN.received(),
            KNOWN.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5),
            KNOWN.delivered(LetterKind.ACKNOWLEDGEMENT, 1, DeliveryOutcome.DELIVERED)));
    lives.add(
        List.of(
            WAITING.received(),
            WAITING.classified("anna", 1),
            WAITING.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5)));
    lives.add(
        List.of(
            REPEATED.received(),
            REPEATED.classified("anna", 1),
            REPEATED.issued(LetterKind.ACKNOWLEDGEMENT, 1, 9)));
    lives.add(List.of(ANOTHERS.received(), ANOTHERS.classified("berta", 1)));
    return lives;
  }

  /** What a channel has handed in, if need be again. */
  private static ServiceRated rating(int level, Instant recordedAt) {
    return new ServiceRated(
        "rating-" + level, "hotline", "LABOUR", "PENSION", level, null, null, MONDAY, recordedAt);
  }

  private static MeasureRecorded measure(
      String id, MeasureState state, @Nullable String text, int hours) {
    Instant at = MONDAY.plus(Duration.ofHours(hours));
    return new MeasureRecorded(
        id,
        "TRANSPORT",
        state,
        text == null ? null : "FACILITIES",
        text,
        text == null ? null : LocalDate.of(2026, 4, 30),
        null,
        List.of(KNOWN.id),
        List.of(),
        "key",
        at,
        at);
  }
}
