package org.opinionloop.reporting.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionGrouped;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.contracts.Outcome;
import org.opinionloop.contracts.Priority;
import org.opinionloop.contracts.Resolved;
import org.opinionloop.contracts.Validity;

/**
 * Everything known of one opinion, as a set of facts: adding an event is a union, so neither the
 * order in which the topics arrive nor a redelivery makes a difference. What the facts mean is
 * worked out of the whole set, by {@link CaseReading}. No text of the person is kept.
 *
 * <p>Of corrections, answers, extensions, rejections and ratings the latest {@value #KEPT} are
 * kept, so that nobody can make a case grow without bound.
 *
 * @param received the first time it was handed in
 * @param classified the first classification
 * @param grouped the latest word on what it belongs to; it comes from one place, in order
 * @param clock until when the passing of time has been noticed; see {@link CaseReading#alarm()}
 */
public record Case(
    @Nullable Received received,
    @Nullable Classified classified,
    List<Correction> corrections,
    List<Answer> answers,
    List<Rating> ratings,
    List<Letter> letters,
    List<Delivery> deliveries,
    List<Extension> extensions,
    List<Rejection> rejections,
    @Nullable Grouped grouped,
    @Nullable Instant clock) {

  /** Nothing is known. */
  public static final Case UNKNOWN =
      new Case(
          null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
          null, null);

  static final int KEPT = 64;

  /** Stands for measures that are none of the catalogue. */
  public static final String OTHER = "other";

  private static final int MOST_WORDS = 8;
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,59}");

  /** Copies the lists; one that an older version did not keep is empty. */
  public Case {
    corrections = List.copyOf(corrections);
    answers = List.copyOf(answers);
    ratings = List.copyOf(ratings);
    letters = List.copyOf(letters);
    deliveries = List.copyOf(deliveries);
    extensions = extensions == null ? List.of() : List.copyOf(extensions);
    rejections = rejections == null ? List.of() : List.copyOf(rejections);
  }

  /** See {@link OpinionReceived}. */
  public record Received(
      String channel,
      @Nullable String district,
      Instant receivedAt,
      Instant recordedAt,
      boolean imported) {}

  /**
   * See {@link OpinionClassified}.
   *
   * @param words of the taxonomy by which the topic was known
   */
  public record Classified(
      Validity validity,
      String theme,
      @Nullable String topic,
      List<String> words,
      String field,
      Kind kind,
      String unit,
      Priority priority,
      boolean needsReview,
      Instant recordedAt) {
    /** Copies the list. */
    public Classified {
      words = words == null ? List.of() : List.copyOf(words);
    }
  }

  /** See {@link OpinionCorrected}. */
  public record Correction(
      @Nullable String theme,
      @Nullable String topic,
      @Nullable String field,
      @Nullable Kind kind,
      @Nullable String unit,
      Instant at,
      Instant recordedAt) {}

  /**
   * See {@link OpinionAnswered}.
   *
   * @param measures codes; {@link #OTHER} for what was said in the officer's own words
   */
  public record Answer(
      Outcome outcome, List<String> measures, String unit, Instant at, Instant recordedAt) {}

  /** See {@link OpinionExtended}. */
  public record Extension(int workingDays, Instant at, Instant recordedAt) {}

  /** See {@link OpinionRejected}. */
  public record Rejection(Instant at, Instant recordedAt) {}

  /** See {@link OpinionRated}; {@code effective} if it says anything at all. */
  public record Rating(
      int level,
      Resolved resolved,
      boolean followUp,
      boolean effective,
      @Nullable Boolean contacted,
      Instant at,
      Instant recordedAt) {}

  /**
   * See {@link LetterIssued}.
   *
   * @param ordinal the how manyth letter of its kind, from 1
   */
  public record Letter(
      LetterKind kind,
      int ordinal,
      @Nullable LocalDate answerBy,
      @Nullable Instant dueAt,
      @Nullable String suppressed,
      Instant recordedAt) {}

  /** See {@link LetterDelivered}. */
  public record Delivery(
      LetterKind kind, int ordinal, DeliveryOutcome outcome, Instant recordedAt) {}

  /** See {@link OpinionGrouped}. */
  public record Grouped(String issue, @Nullable OpinionId mergedInto, Instant recordedAt) {}

  /** What is known when this event is known too; this very case if it says nothing new. */
  public Case with(Event event) {
    if (event instanceof OpinionReceived each) {
      return with(each);
    } else if (event instanceof OpinionClassified each) {
      return with(each);
    } else if (event instanceof OpinionCorrected each) {
      return with(each);
    } else if (event instanceof OpinionAnswered each) {
      return with(each);
    } else if (event instanceof OpinionExtended each) {
      return with(each);
    } else if (event instanceof OpinionRejected each) {
      return with(each);
    } else if (event instanceof OpinionRated each) {
      return with(each);
    } else if (event instanceof LetterIssued each) {
      return with(each);
    } else if (event instanceof LetterDelivered each) {
      return with(each);
    } else if (event instanceof OpinionGrouped each) {
      return with(each);
    }
    throw new IllegalStateException(event.type() + " is no event of a case");
  }

  /** What is known when it has become this late. */
  public Case at(Instant now) {
    return clock != null && !now.isAfter(clock)
        ? this
        : new Case(
            received,
            classified,
            corrections,
            answers,
            ratings,
            letters,
            deliveries,
            extensions,
            rejections,
            grouped,
            now);
  }

  private Case with(OpinionReceived event) {
    Received fact =
        new Received(
            event.channel(),
            event.district(),
            event.receivedAt(),
            event.recordedAt(),
            event.imported());
    return received != null && !fact.recordedAt().isBefore(received.recordedAt())
        ? this
        : new Case(
            fact,
            classified,
            corrections,
            answers,
            ratings,
            letters,
            deliveries,
            extensions,
            rejections,
            grouped,
            clock);
  }

  private Case with(OpinionClassified event) {
    Classified fact =
        new Classified(
            event.validity(),
            event.theme(),
            event.topic(),
            event.reasons().getOrDefault(OpinionClassified.TOPIC, List.of()).stream()
                .limit(MOST_WORDS)
                .toList(),
            event.field(),
            event.kind(),
            event.unit(),
            event.priority(),
            event.needsReview(),
            event.recordedAt());
    return classified != null && !fact.recordedAt().isBefore(classified.recordedAt())
        ? this
        : new Case(
            received,
            fact,
            corrections,
            answers,
            ratings,
            letters,
            deliveries,
            extensions,
            rejections,
            grouped,
            clock);
  }

  private Case with(OpinionCorrected event) {
    List<Correction> more =
        union(
            corrections,
            new Correction(
                event.theme(),
                event.topic(),
                event.field(),
                event.kind(),
                event.unit(),
                event.correctedAt(),
                event.recordedAt()),
            Comparator.comparing(Correction::at)
                .thenComparing(Correction::recordedAt)
                .thenComparing(Record::toString));
    return more == corrections
        ? this
        : new Case(
            received,
            classified,
            more,
            answers,
            ratings,
            letters,
            deliveries,
            extensions,
            rejections,
            grouped,
            clock);
  }

  private Case with(OpinionAnswered event) {
    List<Answer> more =
        union(
            answers,
            new Answer(
                event.outcome(),
                event.measures().stream().map(Case::code).distinct().sorted().toList(),
                event.unit(),
                event.answeredAt(),
                event.recordedAt()),
            Comparator.comparing(Answer::at)
                .thenComparing(Answer::recordedAt)
                .thenComparing(Record::toString));
    return more == answers
        ? this
        : new Case(
            received,
            classified,
            corrections,
            more,
            ratings,
            letters,
            deliveries,
            extensions,
            rejections,
            grouped,
            clock);
  }

  private Case with(OpinionExtended event) {
    List<Extension> more =
        union(
            extensions,
            new Extension(event.workingDays(), event.extendedAt(), event.recordedAt()),
            Comparator.comparing(Extension::at)
                .thenComparing(Extension::recordedAt)
                .thenComparing(Extension::workingDays));
    return more == extensions
        ? this
        : new Case(
            received,
            classified,
            corrections,
            answers,
            ratings,
            letters,
            deliveries,
            more,
            rejections,
            grouped,
            clock);
  }

  private Case with(OpinionRejected event) {
    List<Rejection> more =
        union(
            rejections,
            new Rejection(event.rejectedAt(), event.recordedAt()),
            Comparator.comparing(Rejection::at).thenComparing(Rejection::recordedAt));
    return more == rejections
        ? this
        : new Case(
            received,
            classified,
            corrections,
            answers,
            ratings,
            letters,
            deliveries,
            extensions,
            more,
            grouped,
            clock);
  }

  private Case with(OpinionRated event) {
    List<Rating> more =
        union(
            ratings,
            new Rating(
                event.level(),
                event.resolved(),
                event.followUp(),
                event.effectiveContact(),
                event.contacted(),
                event.ratedAt(),
                event.recordedAt()),
            Comparator.comparing(Rating::at)
                .thenComparing(Rating::recordedAt)
                .thenComparing(Record::toString));
    return more == ratings
        ? this
        : new Case(
            received,
            classified,
            corrections,
            answers,
            more,
            letters,
            deliveries,
            extensions,
            rejections,
            grouped,
            clock);
  }

  private Case with(LetterIssued event) {
    Letter fact =
        new Letter(
            event.kind(),
            ordinal(event.letterId().value()),
            event.answerBy(),
            event.dueAt(),
            event.suppressed(),
            event.recordedAt());
    if (letters.stream()
        .anyMatch(
            letter ->
                letter.kind() == fact.kind()
                    && letter.ordinal() == fact.ordinal()
                    && !fact.recordedAt().isBefore(letter.recordedAt()))) {
      return this;
    }
    List<Letter> others =
        letters.stream()
            .filter(each -> each.kind() != fact.kind() || each.ordinal() != fact.ordinal())
            .toList();
    List<Letter> more =
        union(
            others,
            fact,
            Comparator.comparing(Letter::recordedAt)
                .thenComparing(Letter::kind)
                .thenComparing(Letter::ordinal));
    return new Case(
        received,
        classified,
        corrections,
        answers,
        ratings,
        more,
        deliveries,
        extensions,
        rejections,
        grouped,
        clock);
  }

  private Case with(LetterDelivered event) {
    List<Delivery> more =
        union(
            deliveries,
            new Delivery(
                event.kind(),
                ordinal(event.letterId().value()),
                event.outcome(),
                event.recordedAt()),
            Comparator.comparing(Delivery::recordedAt)
                .thenComparing(Delivery::kind)
                .thenComparing(Delivery::ordinal)
                .thenComparing(Delivery::outcome));
    return more == deliveries
        ? this
        : new Case(
            received,
            classified,
            corrections,
            answers,
            ratings,
            letters,
            more,
            extensions,
            rejections,
            grouped,
            clock);
  }

  private Case with(OpinionGrouped event) {
    return grouped != null
            && grouped.issue().equals(event.issue())
            && Objects.equals(grouped.mergedInto(), event.mergedInto())
        ? this
        : new Case(
            received,
            classified,
            corrections,
            answers,
            ratings,
            letters,
            deliveries,
            extensions,
            rejections,
            new Grouped(event.issue(), event.mergedInto(), event.recordedAt()),
            clock);
  }

  /** The latest {@value #KEPT} of both, in order; the same list if there is nothing new in it. */
  private static <F> List<F> union(List<F> facts, F fact, Comparator<F> order) {
    if (facts.contains(fact)) {
      return facts;
    }
    List<F> more = Stream.concat(facts.stream(), Stream.of(fact)).sorted(order).toList();
    List<F> kept = more.subList(Math.max(0, more.size() - KEPT), more.size());
    return kept.equals(facts) ? facts : List.copyOf(kept);
  }

  private static String code(String measure) {
    return CODE.matcher(measure).matches() ? measure : OTHER;
  }

  private static int ordinal(String letterId) {
    return Integer.parseInt(letterId.substring(letterId.lastIndexOf('.') + 1));
  }
}
