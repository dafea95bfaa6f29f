package org.opinionloop.reporting.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
 * <p>Of corrections, answers, extensions, rejections, low ratings, other ratings, and letters and
 * deliveries of each kind, the first and the last are kept, {@value #KEPT} together, so that nobody
 * can make a case grow without bound, or one fact disappear behind many others.
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
    Facts facts = new Facts(this);
    facts.add(event);
    return known(facts);
  }

  /** What is known when it has become this late. */
  public Case at(Instant now) {
    Facts facts = new Facts(this);
    facts.passUntil(now);
    return known(facts);
  }

  /** Whether the opinion was not answered before, by business time; otherwise it is too late. */
  boolean isEffective(Rejection rejection) {
    return answers.stream().noneMatch(answer -> answer.at().isBefore(rejection.at()));
  }

  private Case known(Facts facts) {
    Case now = facts.together();
    return now.equals(this) ? this : now;
  }
}
