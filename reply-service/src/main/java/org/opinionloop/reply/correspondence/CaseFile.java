package org.opinionloop.reply.correspondence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Envelope;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.Validity;

/**
 * What the office has to remember of one opinion in order to write each letter once: what it is
 * about, and which causes of letters it has seen. The value of the store {@code
 * letters-by-opinion}. Holds the sealed contact, and no name or address.
 *
 * @param opening absent until the opinion is classified; from then on the first letter is written
 * @param corrections what officers put right
 * @param answers the answers seen, in the order in which they came
 * @param waiting answers that came before the opinion was classified, likewise
 * @param ratings those seen, in the order of their time
 * @param reopenings how many letters of second handling are written
 */
public record CaseFile(
    @Nullable Opening opening,
    Corrections corrections,
    List<AnswerMark> answers,
    List<OpinionAnswered> waiting,
    List<RatingMark> ratings,
    int reopenings) {

  /** The file of an opinion of which nothing is known yet. */
  public static final CaseFile EMPTY =
      new CaseFile(null, Corrections.NONE, List.of(), List.of(), List.of(), 0);

  /** More ratings than these of one opinion are nobody's opinion. */
  private static final int RATINGS_KEPT = 64;

  /** Copies the lists; an absent one is empty. */
  public CaseFile {
    corrections = corrections == null ? Corrections.NONE : corrections;
    answers = answers == null ? List.of() : List.copyOf(answers);
    waiting = waiting == null ? List.of() : List.copyOf(waiting);
    ratings = ratings == null ? List.of() : List.copyOf(ratings);
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
   * @param round how often the case had been reopened by then
   */
  public record AnswerMark(Instant recordedAt, Instant answeredAt, int fingerprint, int round) {

    boolean isSameAs(AnswerMark other, boolean latest) {
      return fingerprint == other.fingerprint
          && (recordedAt.equals(other.recordedAt) || (latest && round == other.round));
    }
  }

  /** A rating that was seen. */
  public record RatingMark(Instant ratedAt, int level) {}

  /** Whether the opinion is history that was brought in; not while it is unknown. */
  public boolean imported() {
    return opening != null && opening.envelope().imported();
  }

  CaseFile opened(OpinionClassified event) {
    Opening first =
        new Opening(event.validity(), event.theme(), event.kind(), event.unit(), event.envelope());
    return new CaseFile(first, corrections, answers, List.of(), ratings, reopenings);
  }

  CaseFile corrected(OpinionCorrected event) {
    return new CaseFile(opening, corrections.with(event), answers, waiting, ratings, reopenings);
  }

  /** Whether the same answer was seen before: the same event, or the same words once more. */
  boolean knows(AnswerMark answer) {
    for (int i = 0; i < answers.size(); i++) {
      if (answer.isSameAs(answers.get(i), i == answers.size() - 1)) {
        return true;
      }
    }
    return false;
  }

  CaseFile answered(AnswerMark answer) {
    return new CaseFile(
        opening, corrections, appended(answers, answer), waiting, ratings, reopenings);
  }

  CaseFile kept(OpinionAnswered event) {
    return new CaseFile(
        opening, corrections, answers, appended(waiting, event), ratings, reopenings);
  }

  CaseFile rated(OpinionRated event) {
    RatingMark mark = new RatingMark(event.ratedAt(), event.level());
    if (ratings.contains(mark) || ratings.size() >= RATINGS_KEPT) {
      return this;
    }
    List<RatingMark> sorted = new ArrayList<>(ratings);
    sorted.add(mark);
    sorted.sort(Comparator.comparing(RatingMark::ratedAt).thenComparing(RatingMark::level));
    return new CaseFile(opening, corrections, answers, waiting, sorted, reopenings);
  }

  CaseFile reopened(int times) {
    return new CaseFile(opening, corrections, answers, waiting, ratings, times);
  }

  private static <T> List<T> appended(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
