package org.opinionloop.local.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.Topics;
import org.opinionloop.local.demo.Statements.What;

/**
 * What the topics say has become of the opinions, read from their beginning. Reading a record again
 * changes nothing. Not thread-safe.
 */
final class LoopReading {

  /** The topics to be read. */
  static final List<String> TOPICS =
      List.of(
          Topics.OPINIONS_CLASSIFIED,
          Topics.OPINIONS_CORRECTED,
          Topics.OPINIONS_ANSWERED,
          Topics.OPINIONS_EXTENDED,
          Topics.OPINIONS_RATED,
          Topics.LETTERS_ISSUED,
          Topics.LETTERS_DELIVERED,
          Topics.METRICS);

  private static final JsonCodec<OpinionClassified> CLASSIFIED =
      JsonCodec.of(OpinionClassified.class);
  private static final JsonCodec<OpinionCorrected> CORRECTED = JsonCodec.of(OpinionCorrected.class);
  private static final JsonCodec<OpinionAnswered> ANSWERED = JsonCodec.of(OpinionAnswered.class);
  private static final JsonCodec<OpinionExtended> EXTENDED = JsonCodec.of(OpinionExtended.class);
  private static final JsonCodec<OpinionRated> RATED = JsonCodec.of(OpinionRated.class);
  private static final JsonCodec<LetterIssued> ISSUED = JsonCodec.of(LetterIssued.class);
  private static final JsonCodec<LetterDelivered> DELIVERED = JsonCodec.of(LetterDelivered.class);
  private static final JsonCodec<LoopMetrics> METRICS = JsonCodec.of(LoopMetrics.class);

  private final Map<OpinionId, OpinionClassified> classified = new HashMap<>();
  private final Set<Said> said = new HashSet<>();
  private final Map<LetterId, OpinionId> letters = new HashMap<>();
  private final Map<LetterId, OpinionId> firstLetters = new HashMap<>();
  private final Map<LetterId, DeliveryOutcome> deliveries = new HashMap<>();
  private final Map<String, LoopMetrics> cells = new HashMap<>();

  /**
   * Takes a record in.
   *
   * @param value absent for a tombstone
   */
  void read(String topic, String key, byte @Nullable [] value) {
    switch (topic) {
      case Topics.OPINIONS_CLASSIFIED -> {
        OpinionClassified event = CLASSIFIED.decode(value);
        classified.putIfAbsent(event.opinionId(), event);
      }
      case Topics.OPINIONS_CORRECTED -> {
        OpinionCorrected event = CORRECTED.decode(value);
        said.add(new Said(What.CORRECTION, event.opinionId(), event.correctedAt()));
      }
      case Topics.OPINIONS_ANSWERED -> {
        OpinionAnswered event = ANSWERED.decode(value);
        said.add(new Said(What.ANSWER, event.opinionId(), event.answeredAt()));
      }
      case Topics.OPINIONS_EXTENDED -> {
        OpinionExtended event = EXTENDED.decode(value);
        said.add(new Said(What.EXTENSION, event.opinionId(), event.extendedAt()));
      }
      case Topics.OPINIONS_RATED -> {
        OpinionRated event = RATED.decode(value);
        said.add(new Said(What.RATING, event.opinionId(), event.ratedAt()));
      }
      case Topics.LETTERS_ISSUED -> {
        LetterIssued event = ISSUED.decode(value);
        letters.put(event.letterId(), event.opinionId());
        if (event.kind().acknowledges()) {
          firstLetters.put(event.letterId(), event.opinionId());
        }
      }
      case Topics.LETTERS_DELIVERED -> {
        LetterDelivered event = DELIVERED.decode(value);
        deliveries.put(event.letterId(), event.outcome());
      }
      case Topics.METRICS -> {
        if (value == null) {
          cells.remove(key);
        } else {
          cells.put(key, METRICS.decode(value));
        }
      }
      default ->
          throw new IllegalArgumentException("topic " + topic + " (expected: " + TOPICS + ")");
    }
  }

  @Nullable OpinionClassified classified(OpinionId id) {
    return classified.get(id);
  }

  /** Whether this is on its topic. */
  boolean knows(Said statement) {
    return said.contains(statement);
  }

  /** Letters of these opinions, of all kinds, whose delivery has not ended. */
  long undelivered(Collection<OpinionId> ids) {
    return letters.entrySet().stream()
        .filter(letter -> ids.contains(letter.getValue()))
        .filter(letter -> !deliveries.containsKey(letter.getKey()))
        .count();
  }

  /** Answers and notices of second handling among the letters of these opinions. */
  long laterLetters(Collection<OpinionId> ids) {
    return letters.entrySet().stream()
        .filter(letter -> ids.contains(letter.getValue()))
        .filter(letter -> !firstLetters.containsKey(letter.getKey()))
        .count();
  }

  /** How far these have come. */
  Progress progress(Collection<OpinionId> ids, LocalDate from, LocalDate to) {
    Set<OpinionId> lettered = new HashSet<>();
    Map<OpinionId, DeliveryOutcome> delivered = new HashMap<>();
    firstLetters.forEach(
        (letter, opinion) -> {
          lettered.add(opinion);
          DeliveryOutcome outcome = deliveries.get(letter);
          if (outcome != null) {
            delivered.put(opinion, outcome);
          }
        });
    return new Progress(
        ids.size(),
        count(ids, classified.keySet()),
        count(ids, lettered),
        count(ids, delivered.keySet()),
        (int) ids.stream().filter(id -> reached(id, delivered.get(id))).count(),
        total(from, to));
  }

  /** As the cells count it: of what was accepted for handling. */
  private boolean reached(OpinionId id, @Nullable DeliveryOutcome outcome) {
    OpinionClassified event = classified.get(id);
    return outcome == DeliveryOutcome.DELIVERED && event != null && event.validity().isValid();
  }

  /** The sum of the cells of these days, both included. */
  Map<LoopCount, Long> total(LocalDate from, LocalDate to) {
    return by(cell -> "", from, to).getOrDefault("", Map.of());
  }

  /** The sums of the cells of these days by a part of the cell. */
  Map<String, Map<LoopCount, Long>> by(
      Function<LoopMetrics.Cell, String> part, LocalDate from, LocalDate to) {
    Map<String, Map<LoopCount, Long>> sums = new TreeMap<>();
    for (LoopMetrics metrics : cells.values()) {
      LocalDate date = metrics.cell().date();
      if (date.isBefore(from) || date.isAfter(to)) {
        continue;
      }
      Map<LoopCount, Long> sum =
          sums.computeIfAbsent(part.apply(metrics.cell()), any -> new HashMap<>());
      metrics.counts().forEach((count, n) -> sum.merge(count, n, Long::sum));
    }
    return sums;
  }

  private static int count(Collection<OpinionId> ids, Set<OpinionId> among) {
    return (int) ids.stream().filter(among::contains).count();
  }

  /**
   * Something that was said of an opinion.
   *
   * @param at business time
   */
  record Said(What what, OpinionId opinionId, Instant at) {}

  /**
   * How many of the accepted opinions have come how far.
   *
   * @param lettered with a first letter
   * @param delivered whose first letter's delivery has ended, one way or another
   * @param reached those of the valid ones whose first letter has reached the person
   * @param counts the sum of the cells of their days, in which others may be counted too
   */
  record Progress(
      int accepted,
      int classified,
      int lettered,
      int delivered,
      int reached,
      Map<LoopCount, Long> counts) {

    /** Whether nothing more is going to happen by itself. */
    boolean complete() {
      return classified == accepted
          && lettered == accepted
          && delivered == accepted
          && count(LoopCount.RECEIVED) >= accepted
          && count(LoopCount.PENDING) == 0
          && count(LoopCount.ACKNOWLEDGEMENT_DELIVERED) + count(LoopCount.MERGED) >= reached
          && count(LoopCount.RECEIVED)
              == count(LoopCount.VALID) + count(LoopCount.NOT_ACCEPTED) + count(LoopCount.MERGED);
    }

    long count(LoopCount which) {
      return counts.getOrDefault(which, 0L);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "of %d accepted: %d classified, %d acknowledged, %d delivered, %d counted",
          accepted,
          classified,
          lettered,
          delivered,
          count(LoopCount.RECEIVED));
    }
  }
}
