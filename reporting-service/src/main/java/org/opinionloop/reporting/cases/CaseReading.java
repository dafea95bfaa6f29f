package org.opinionloop.reporting.cases;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.CaseStatus;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.OpinionGrouped;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.reporting.cases.Case.Classified;
import org.opinionloop.reporting.cases.Case.Delivery;
import org.opinionloop.reporting.cases.Case.Letter;
import org.opinionloop.reporting.cases.Case.Rating;
import org.opinionloop.reporting.cases.Case.Received;
import org.opinionloop.reporting.cases.Rounds.Promise;
import org.opinionloop.reporting.cases.Rounds.Round;
import org.opinionloop.reporting.hot.Standing;

/**
 * What the facts of a case mean under the office's policy. A pure function of both: the same facts
 * give the same case.
 *
 * <p>What is said too late has no effect, and stands in the history as such: an extension after the
 * promise has lapsed or the round was answered, or a second one ({@code extension-ignored}); a
 * rejection after an answer ({@code rejection-ignored}). Too late is by business time, so it does
 * not matter what arrives first. A letter that moved the promise binds in any case.
 *
 * <p>A case is merged if it repeats an earlier one of the same person (see {@link OpinionGrouped}):
 * its own promise binds no more. An answer of its own makes it a case of its own again.
 *
 * <p>A case is not accepted if the classifier's rules found nothing to handle, an officer rejected
 * it before any answer, or a letter told the person so; that stands whatever follows: an answer to
 * it is kept in the history and changes nothing else. A second answer within a round amends the
 * first: it stands in the history, and neither the outcome's round nor any duration moves. Of two
 * corrections of a label the later one counts, by {@code correctedAt} and then {@code recordedAt},
 * and any counts more than the classifier.
 */
public final class CaseReading {

  private final Case facts;
  private final Policy policy;
  private final Labels labels;
  private final List<Round> rounds;
  private final Round round;
  private final @Nullable Letter acknowledgement;

  private CaseReading(Case facts, Policy policy) {
    this.facts = facts;
    this.policy = policy;
    this.labels = Labels.of(facts);
    this.rounds = Rounds.of(facts, policy);
    this.round = rounds.get(rounds.size() - 1);
    this.acknowledgement =
        facts.letters().stream()
            .filter(letter -> letter.kind().acknowledges())
            .findFirst()
            .orElse(null);
  }

  /** Reads these facts. */
  public static CaseReading of(Case facts, Policy policy) {
    return new CaseReading(facts, policy);
  }

  /** The case as it is published; none before the opinion itself has come in. */
  public Optional<CaseState> state(OpinionId id) {
    return Optional.ofNullable(facts.received()).map(received -> state(id, received));
  }

  /**
   * When the case will change although nothing happens: its promise lapses, or the time in which a
   * reopening would count against its first answer is over. Tell the case then, with {@link
   * Case#at}.
   */
  public Optional<Instant> alarm() {
    if (facts.received() == null || refused() || merged()) {
      return Optional.empty();
    }
    Instant first = firstAnswerAt();
    Instant next =
        round.answer() == null
            ? round.promise() == null ? null : round.promise().dueAt()
            : first == null ? null : policy.settledBy(first);
    return next == null || noticed(next) ? Optional.empty() : Optional.of(next.plusMillis(1));
  }

  /** How it stands by itself, whatever it is grouped or merged with. */
  public Standing standing() {
    return new Standing(labels.theme(), labels.unit(), refused(), firstAnswerAt());
  }

  private CaseState state(OpinionId id, Received received) {
    Classified classified = facts.classified();
    CaseStatus status = status();
    Rating rating = rating();
    Promise promise = merged() ? null : round.promise();
    return new CaseState(
        id,
        status,
        received.channel(),
        received.district(),
        received.receivedAt(),
        received.recordedAt(),
        received.imported(),
        classified == null ? null : classified.validity(),
        labels.theme(),
        labels.topic(),
        labels.field(),
        labels.kind(),
        labels.unit(),
        classified == null ? null : classified.priority(),
        needsReview(status),
        acknowledgement == null ? null : acknowledgement.recordedAt(),
        acknowledgement == null ? null : outcome(acknowledgement),
        acknowledgement == null ? null : acknowledgement.suppressed(),
        promise == null ? null : promise.answerBy(),
        promise == null ? null : promise.dueAt(),
        !refused() && !merged() && rounds.stream().anyMatch(each -> each.missed(facts.clock())),
        firstAnswerAt(),
        rounds.stream()
            .map(Round::answer)
            .filter(answer -> answer != null)
            .reduce((earlier, later) -> later)
            .map(Case.Answer::outcome)
            .orElse(null),
        rounds.size() - 1,
        firstTime(status),
        rating == null ? null : published(rating),
        facts.grouped() == null ? null : facts.grouped().issue(),
        merged() ? Objects.requireNonNull(facts.grouped()).mergedInto() : null,
        new History(facts, rounds, refused(), merged()).steps(received),
        updatedAt(received));
  }

  private CaseStatus status() {
    if (refused()) {
      return CaseStatus.NOT_ACCEPTED;
    }
    if (round.answer() != null) {
      return CaseStatus.ANSWERED;
    }
    if (merged()) {
      return CaseStatus.MERGED;
    }
    if (rounds.size() > 1) {
      return CaseStatus.REOPENED;
    }
    if (acknowledgement != null && acknowledgement.suppressed() == null) {
      return CaseStatus.ACKNOWLEDGED;
    }
    return facts.classified() != null ? CaseStatus.CLASSIFIED : CaseStatus.RECEIVED;
  }

  private boolean refused() {
    return (facts.classified() != null && !facts.classified().validity().isValid())
        || facts.letters().stream().anyMatch(letter -> letter.kind() == LetterKind.NOT_ACCEPTED)
        || facts.rejections().stream().anyMatch(facts::isEffective);
  }

  /**
   * Traits of the case that are counted beside its cell: {@code measure:REPAIR}, {@code
   * word:LIGHTING:路灯}. Nothing that the catalogue does not know is named.
   */
  public List<String> traits() {
    Stream<String> measures =
        facts.answers().stream()
            .flatMap(answer -> answer.measures().stream())
            .map(code -> policy.catalogue().measures().contains(code) ? code : Case.OTHER)
            .distinct()
            .map(code -> "measure:" + code);
    Classified classified = facts.classified();
    if (classified == null
        || classified.topic() == null
        || !classified.topic().equals(labels.topic())) {
      return measures.toList();
    }
    return Stream.concat(
            measures,
            classified.words().stream()
                .filter(policy.catalogue().words()::contains)
                .map(word -> "word:" + classified.topic() + ':' + word))
        .toList();
  }

  /** It repeats an earlier one, and was not answered by itself all the same. */
  private boolean merged() {
    return facts.grouped() != null
        && facts.grouped().mergedInto() != null
        && !refused()
        && facts.answers().isEmpty();
  }

  private boolean needsReview(CaseStatus status) {
    return facts.classified() != null
        && facts.classified().needsReview()
        && facts.corrections().isEmpty()
        && facts.answers().isEmpty()
        && status.isOpen();
  }

  private @Nullable Instant firstAnswerAt() {
    Case.Answer first = rounds.get(0).answer();
    return first == null ? null : first.at();
  }

  private CaseState.@Nullable FirstTime firstTime(CaseStatus status) {
    Instant answeredAt = firstAnswerAt();
    if (status != CaseStatus.ANSWERED || answeredAt == null) {
      return null;
    }
    Instant by = policy.settledBy(answeredAt);
    Instant reopenedAt = rounds.size() > 1 ? rounds.get(1).reopenedAt() : null;
    if (reopenedAt != null && !reopenedAt.isAfter(by)) {
      return CaseState.FirstTime.NO;
    }
    return reopenedAt != null || noticed(by)
        ? CaseState.FirstTime.YES
        : CaseState.FirstTime.PROVISIONAL;
  }

  private @Nullable Rating rating() {
    for (int i = rounds.size() - 1; i >= 0; i--) {
      Rating rating = rounds.get(i).rating();
      if (rating != null) {
        return rating;
      }
    }
    return null;
  }

  /** Who was not asked, but rates after an answer, has it: the link to rate is in its letter. */
  private CaseState.Rating published(Rating rating) {
    Instant answeredAt = firstAnswerAt();
    boolean responded =
        rating.contacted() != null
            ? rating.contacted()
            : answeredAt != null && !rating.at().isBefore(answeredAt);
    return new CaseState.Rating(
        rating.level(), rating.resolved(), rating.followUp(), responded, rating.at());
  }

  /** Delivered once is delivered; otherwise the last attempt's end. */
  private @Nullable DeliveryOutcome outcome(Letter letter) {
    DeliveryOutcome outcome = null;
    for (Delivery delivery : facts.deliveries()) {
      if (delivery.kind() == letter.kind()
          && delivery.ordinal() == letter.ordinal()
          && outcome != DeliveryOutcome.DELIVERED) {
        outcome = delivery.outcome();
      }
    }
    return outcome;
  }

  private Instant updatedAt(Received received) {
    return Stream.of(
            Stream.of(received.recordedAt()),
            Stream.ofNullable(facts.classified()).map(Classified::recordedAt),
            facts.corrections().stream().map(Case.Correction::recordedAt),
            facts.answers().stream().map(Case.Answer::recordedAt),
            facts.ratings().stream().map(Rating::recordedAt),
            facts.extensions().stream().map(Case.Extension::recordedAt),
            facts.rejections().stream().map(Case.Rejection::recordedAt),
            facts.letters().stream().map(Letter::recordedAt),
            facts.deliveries().stream().map(Delivery::recordedAt),
            Stream.ofNullable(facts.grouped()).map(Case.Grouped::recordedAt))
        .flatMap(Function.identity())
        .max(Comparator.naturalOrder())
        .orElse(received.recordedAt());
  }

  private boolean noticed(Instant instant) {
    return facts.clock() != null && facts.clock().isAfter(instant);
  }
}
