package org.opinionloop.reply.correspondence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Envelope;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.contracts.Validity;
import org.opinionloop.reply.letter.Promise;

/**
 * What the office has to remember of one opinion in order to write each letter once: what it is
 * about, and which causes of letters it has seen. The value of the store {@code
 * letters-by-opinion}. Holds the sealed contact, and no name or address.
 *
 * @param opening absent until the opinion is classified; from then on the first letter is written
 * @param corrections what officers put right
 * @param answers the answers seen, in the order in which they came
 * @param ratings of those seen, in the order of their time
 * @param merges the earlier opinions of the same person that it was found to repeat
 * @param waiting what came before the opinion was classified, or before its time
 * @param progress how far the correspondence has come
 */
public record CaseFile(
    @Nullable Opening opening,
    Corrections corrections,
    List<AnswerMark> answers,
    List<RatingMark> ratings,
    List<OpinionId> merges,
    Waiting waiting,
    Progress progress) {

  /** The file of an opinion of which nothing is known yet. */
  public static final CaseFile EMPTY =
      new CaseFile(
          null,
          Corrections.NONE,
          List.of(),
          List.of(),
          List.of(),
          Waiting.NOTHING,
          Progress.NOT_BEGUN);

  /**
   * So many low ratings are kept, and as many others: the first and the last ones, as in
   * reporting-service. More of one opinion are nobody's opinion, and many of the one sort displace
   * none of the other.
   */
  private static final int RATINGS_KEPT = 64;

  /** Answers of the same words of which it is not known whether they are of different rounds. */
  private static final int REPEATS_KEPT = 8;

  /** What an opinion repeats changes only while events come in out of order. */
  private static final int MERGES_KEPT = 8;

  /** Copies the lists; what is absent is empty. */
  public CaseFile {
    corrections = corrections == null ? Corrections.NONE : corrections;
    answers = answers == null ? List.of() : List.copyOf(answers);
    ratings = ratings == null ? List.of() : List.copyOf(ratings);
    merges = merges == null ? List.of() : List.copyOf(merges);
    waiting = waiting == null ? Waiting.NOTHING : waiting;
    progress = progress == null ? Progress.NOT_BEGUN : progress;
  }

  /** What the classifier said, and the envelope of the opinion. */
  public record Opening(
      Validity validity, String theme, Kind kind, String unit, Envelope envelope) {}

  /** What officers put right; absent is as classified. */
  public record Corrections(@Nullable String theme, @Nullable Kind kind, @Nullable String unit) {

    static final Corrections NONE = new Corrections(null, null, null);

    Corrections with(OpinionCorrected event) {
      return new Corrections(
          event.theme() != null ? event.theme() : theme,
          event.kind() != null ? event.kind() : kind,
          event.unit() != null ? event.unit() : unit);
    }
  }

  /**
   * An answer that was seen.
   *
   * @param fingerprint of what it says
   */
  public record AnswerMark(Instant recordedAt, Instant answeredAt, int fingerprint) {

    static AnswerMark of(OpinionAnswered event) {
      return new AnswerMark(
          event.recordedAt(),
          event.answeredAt(),
          Objects.hash(event.outcome().name(), event.text(), event.measures(), event.unit()));
    }

    boolean saysTheSame(AnswerMark other) {
      return fingerprint == other.fingerprint;
    }
  }

  /** A rating that was seen. */
  public record RatingMark(Instant ratedAt, int level) {

    boolean isLow() {
      return level <= SecondHandling.LOW;
    }
  }

  /**
   * What came before its time.
   *
   * @param answers that came before the classification
   * @param repeats answers that say what another of their round says, as far as rounds are known
   * @param rejection the first that came before the classification
   * @param extension the first that came before the classification; afterwards the last for a round
   *     that is answered, as far as rounds are known
   */
  public record Waiting(
      List<OpinionAnswered> answers,
      List<OpinionAnswered> repeats,
      @Nullable OpinionRejected rejection,
      @Nullable OpinionExtended extension) {

    static final Waiting NOTHING = new Waiting(List.of(), List.of(), null, null);

    /** Copies the lists; an absent one is empty. */
    public Waiting {
      answers = answers == null ? List.of() : List.copyOf(answers);
      repeats = repeats == null ? List.of() : List.copyOf(repeats);
    }

    Waiting with(OpinionAnswered event) {
      return new Waiting(appended(answers, event), repeats, rejection, extension);
    }

    Waiting withRepeat(OpinionAnswered event) {
      return repeats.size() >= REPEATS_KEPT
          ? this
          : new Waiting(answers, appended(repeats, event), rejection, extension);
    }

    Waiting withoutRepeat(OpinionAnswered event) {
      List<OpinionAnswered> others = repeats.stream().filter(each -> !each.equals(event)).toList();
      return new Waiting(answers, others, rejection, extension);
    }

    Waiting with(OpinionRejected event) {
      return rejection != null ? this : new Waiting(answers, repeats, event, extension);
    }

    Waiting with(OpinionExtended event) {
      return extension != null ? this : new Waiting(answers, repeats, rejection, event);
    }

    Waiting withLast(@Nullable OpinionExtended event) {
      return new Waiting(answers, repeats, rejection, event);
    }

    /** What still waits when the opinion is classified. */
    Waiting opened() {
      return new Waiting(List.of(), repeats, null, null);
    }
  }

  /**
   * How far the correspondence has come.
   *
   * @param promise that binds at present; absent where there is none
   * @param reopenings how many letters of second handling are written
   * @param extended whether the promise was moved
   * @param rejected whether an officer did not accept the opinion
   */
  public record Progress(
      @Nullable Promise promise, int reopenings, boolean extended, boolean rejected) {

    static final Progress NOT_BEGUN = new Progress(null, 0, false, false);

    Progress promised(@Nullable Promise first) {
      return new Progress(first, reopenings, extended, rejected);
    }

    Progress reopened(@Nullable Promise again) {
      return new Progress(again, reopenings + 1, extended, rejected);
    }

    Progress extendedTo(Promise later) {
      return new Progress(later, reopenings, true, rejected);
    }

    Progress refused() {
      return new Progress(null, reopenings, extended, true);
    }
  }

  /** Whether the opinion is history that was brought in; not while it is unknown. */
  public boolean imported() {
    return opening != null && opening.envelope().imported();
  }

  /** Whether the opinion is handled at all, as far as is known. */
  boolean accepted() {
    return opening != null && opening.validity().isValid() && !progress.rejected();
  }

  /** Whether the same event was seen before. */
  boolean knows(AnswerMark answer) {
    return answers.stream()
        .anyMatch(
            each -> each.saysTheSame(answer) && each.recordedAt().equals(answer.recordedAt()));
  }

  /** What waited for this waits no more: whoever opens the file attends to it. */
  CaseFile opened(OpinionClassified event) {
    Opening first =
        new Opening(event.validity(), event.theme(), event.kind(), event.unit(), event.envelope());
    return new CaseFile(first, corrections, answers, ratings, merges, waiting.opened(), progress);
  }

  CaseFile corrected(OpinionCorrected event) {
    return new CaseFile(
        opening, corrections.with(event), answers, ratings, merges, waiting, progress);
  }

  CaseFile answered(AnswerMark answer) {
    return new CaseFile(
        opening, corrections, appended(answers, answer), ratings, merges, waiting, progress);
  }

  CaseFile rated(OpinionRated event) {
    RatingMark mark = new RatingMark(event.ratedAt(), event.level());
    if (ratings.contains(mark)) {
      return this;
    }
    List<RatingMark> sorted = new ArrayList<>(ratings);
    sorted.add(mark);
    sorted.sort(Comparator.comparing(RatingMark::ratedAt).thenComparing(RatingMark::level));
    List<RatingMark> alike = sorted.stream().filter(each -> each.isLow() == mark.isLow()).toList();
    if (alike.size() > RATINGS_KEPT) {
      sorted.remove(alike.get(RATINGS_KEPT / 2));
    }
    return new CaseFile(opening, corrections, answers, sorted, merges, waiting, progress);
  }

  CaseFile merged(OpinionId earlier) {
    return merges.contains(earlier) || merges.size() >= MERGES_KEPT
        ? this
        : new CaseFile(
            opening, corrections, answers, ratings, appended(merges, earlier), waiting, progress);
  }

  CaseFile keeping(Waiting more) {
    return new CaseFile(opening, corrections, answers, ratings, merges, more, progress);
  }

  CaseFile at(Progress next) {
    return new CaseFile(opening, corrections, answers, ratings, merges, waiting, next);
  }

  private static <T> List<T> appended(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
