package org.opinionloop.reporting.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.reporting.cases.Case.Answer;
import org.opinionloop.reporting.cases.Case.Extension;
import org.opinionloop.reporting.cases.Case.Letter;
import org.opinionloop.reporting.cases.Case.Rating;

/**
 * The rounds of handling of a case, by business time: the first answer ends a round, a low rating
 * of it begins the next, as often as the policy allows, and after that escalates. One rating counts
 * a round: the last one within the policy's time after the round's first. A rating before any
 * answer says something about the handling, but reopens nothing. Further answers within a round
 * amend the first and change nothing here.
 */
final class Rounds {

  /**
   * The day that binds.
   *
   * @param dueAt the close of office hours on that day
   */
  record Promise(@Nullable LocalDate answerBy, Instant dueAt) {}

  /** One round while it is being read. */
  static final class Round {

    private final int number;
    private final @Nullable Instant reopenedAt;
    private @Nullable Promise promise;
    private @Nullable Extension extension;
    private @Nullable Answer answer;
    private @Nullable Rating rating;
    private @Nullable Instant ratedFirst;
    private @Nullable Instant escalatedAt;

    private Round(int number, @Nullable Instant reopenedAt) {
      this.number = number;
      this.reopenedAt = reopenedAt;
    }

    /** When the rating came that began it; null for the first. */
    @Nullable Instant reopenedAt() {
      return reopenedAt;
    }

    /** What was promised for it, as extended. */
    @Nullable Promise promise() {
      return promise;
    }

    /** What moved the promise. */
    @Nullable Extension extension() {
      return extension;
    }

    @Nullable Answer answer() {
      return answer;
    }

    /** The rating that counts. */
    @Nullable Rating rating() {
      return rating;
    }

    /** When a low rating came that reopens the case no more. */
    @Nullable Instant escalatedAt() {
      return escalatedAt;
    }

    /** Whether the promise was not kept, as far as time has been noticed. */
    boolean missed(@Nullable Instant clock) {
      if (promise == null) {
        return false;
      }
      Instant due = promise.dueAt();
      return answer != null ? answer.at().isAfter(due) : clock != null && clock.isAfter(due);
    }
  }

  private record Moment(Instant at, @Nullable Answer answer, @Nullable Rating rating) {}

  private final List<Round> rounds = new ArrayList<>();
  private final Policy policy;

  private Rounds(Policy policy) {
    this.policy = policy;
    rounds.add(new Round(1, null));
  }

  /** The rounds that these facts make, at least one. */
  static List<Round> of(Case facts, Policy policy) {
    Rounds rounds = new Rounds(policy);
    Stream.concat(
            facts.answers().stream().map(answer -> new Moment(answer.at(), answer, null)),
            facts.ratings().stream()
                .filter(Rating::effective)
                .map(rating -> new Moment(rating.at(), null, rating)))
        .sorted(Comparator.comparing(Moment::at)) // stable: an answer before a rating of its time
        .forEach(rounds::read);
    facts.letters().forEach(rounds::promise);
    for (Extension each : facts.extensions()) {
      if (rounds.extend(each)) {
        break; // once a case
      }
    }
    facts.letters().stream()
        .filter(letter -> letter.kind() == LetterKind.EXTENSION)
        .forEach(rounds::extended);
    return rounds.rounds;
  }

  private void read(Moment moment) {
    Round current = current();
    if (moment.answer() != null) {
      if (current.answer == null) {
        current.answer = moment.answer();
      }
    } else if (moment.rating() != null) {
      rate(current, moment.rating());
    }
  }

  private void rate(Round current, Rating rating) {
    if (current.answer == null) {
      Round before = current.number > 1 ? rounds.get(current.number - 2) : null;
      if (before != null && revises(before, rating)) {
        before.rating = rating;
      } else {
        current.rating = rating;
      }
      return;
    }
    if (current.ratedFirst == null) {
      current.ratedFirst = rating.at();
    } else if (!revises(current, rating)) {
      return;
    }
    current.rating = rating;
    if (rating.level() <= Policy.LOW) {
      if (current.number <= policy.reopenings()) {
        rounds.add(new Round(current.number + 1, rating.at()));
      } else if (current.escalatedAt == null) {
        current.escalatedAt = rating.at();
      }
    }
  }

  private boolean revises(Round round, Rating rating) {
    return round.ratedFirst != null
        && !rating.at().isAfter(round.ratedFirst.plus(policy.revision()));
  }

  /** The acknowledgement promises for the first round, a second handling for its own. */
  private void promise(Letter letter) {
    int number =
        switch (letter.kind()) {
          case ACKNOWLEDGEMENT -> 1;
          case SECOND_HANDLING -> letter.ordinal() + 1;
          case EXTENSION, ANSWER, NOT_ACCEPTED, MERGED -> 0;
        };
    if (letter.dueAt() != null && number >= 1 && number <= rounds.size()) {
      Round round = rounds.get(number - 1);
      if (round.promise == null) {
        round.promise = new Promise(letter.answerBy(), letter.dueAt());
      }
    }
  }

  /** Moves the promise of the round in which it was asked for, if that was in time. */
  private boolean extend(Extension extension) {
    Round round = current();
    while (round.reopenedAt != null && extension.at().isBefore(round.reopenedAt)) {
      round = rounds.get(round.number - 2);
    }
    boolean answered = round.answer != null && !extension.at().isBefore(round.answer.at());
    if (answered || round.promise == null || extension.at().isAfter(round.promise.dueAt())) {
      return false;
    }
    LocalDate day =
        policy
            .time()
            .plusWorkingDays(
                round.promise.answerBy() == null
                    ? policy.time().dayOf(round.promise.dueAt())
                    : round.promise.answerBy(),
                extension.workingDays());
    round.promise = new Promise(day, policy.time().endOf(day));
    round.extension = extension;
    return true;
  }

  /** What the person was told binds, whatever this reading says. */
  private void extended(Letter letter) {
    if (letter.dueAt() == null) {
      return;
    }
    Round round =
        rounds.stream()
            .filter(each -> each.extension != null)
            .findFirst()
            .orElseGet(this::lastPromised);
    round.promise = new Promise(letter.answerBy(), letter.dueAt());
  }

  private Round lastPromised() {
    int number = rounds.size();
    while (number > 1 && rounds.get(number - 1).promise == null) {
      number--;
    }
    return rounds.get(number - 1);
  }

  private Round current() {
    return rounds.get(rounds.size() - 1);
  }
}
