package org.opinionloop.reporting.cases;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionGrouped;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.reporting.cases.Case.Answer;
import org.opinionloop.reporting.cases.Case.Classified;
import org.opinionloop.reporting.cases.Case.Correction;
import org.opinionloop.reporting.cases.Case.Delivery;
import org.opinionloop.reporting.cases.Case.Extension;
import org.opinionloop.reporting.cases.Case.Grouped;
import org.opinionloop.reporting.cases.Case.Letter;
import org.opinionloop.reporting.cases.Case.Rating;
import org.opinionloop.reporting.cases.Case.Received;
import org.opinionloop.reporting.cases.Case.Rejection;

/**
 * The facts of a {@link Case} while one more is added, each by the rule of its kind: of what
 * happens once the first by {@code recordedAt} stays, what happens several times is a set in the
 * order of business time.
 */
final class Facts {

  private static final int MOST_WORDS = 8;
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,59}");

  private @Nullable Received received;
  private @Nullable Classified classified;
  private List<Correction> corrections;
  private List<Answer> answers;
  private List<Rating> ratings;
  private List<Letter> letters;
  private List<Delivery> deliveries;
  private List<Extension> extensions;
  private List<Rejection> rejections;
  private @Nullable Grouped grouped;
  private @Nullable Instant clock;

  /** Those of this case. */
  Facts(Case known) {
    received = known.received();
    classified = known.classified();
    corrections = known.corrections();
    answers = known.answers();
    ratings = known.ratings();
    letters = known.letters();
    deliveries = known.deliveries();
    extensions = known.extensions();
    rejections = known.rejections();
    grouped = known.grouped();
    clock = known.clock();
  }

  /** The case that they make. */
  Case together() {
    return new Case(
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
        clock);
  }

  /** It has become this late, if it was not later already. */
  void passUntil(Instant now) {
    clock = clock == null || now.isAfter(clock) ? now : clock;
  }

  /**
   * Adds what this event says.
   *
   * @throws IllegalStateException if it is no event of a case
   */
  void add(Event event) {
    if (event instanceof OpinionReceived each) {
      receive(each);
    } else if (event instanceof OpinionClassified each) {
      classify(each);
    } else if (event instanceof OpinionCorrected each) {
      correct(each);
    } else if (event instanceof OpinionAnswered each) {
      answer(each);
    } else if (event instanceof OpinionExtended each) {
      extend(each);
    } else if (event instanceof OpinionRejected each) {
      reject(each);
    } else if (event instanceof OpinionRated each) {
      rate(each);
    } else if (event instanceof LetterIssued each) {
      issue(each);
    } else if (event instanceof LetterDelivered each) {
      deliver(each);
    } else if (event instanceof OpinionGrouped each) {
      group(each);
    } else {
      throw new IllegalStateException(event.type() + " is no event of a case");
    }
  }

  private void receive(OpinionReceived event) {
    if (received == null || event.recordedAt().isBefore(received.recordedAt())) {
      received =
          new Received(
              event.channel(),
              event.district(),
              event.receivedAt(),
              event.recordedAt(),
              event.imported());
    }
  }

  private void classify(OpinionClassified event) {
    if (classified == null || event.recordedAt().isBefore(classified.recordedAt())) {
      classified =
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
    }
  }

  private void correct(OpinionCorrected event) {
    Correction fact =
        new Correction(
            event.theme(),
            event.topic(),
            event.field(),
            event.kind(),
            event.unit(),
            event.correctedAt(),
            event.recordedAt());
    corrections = union(corrections, fact, byTime(Correction::at, Correction::recordedAt));
  }

  private void answer(OpinionAnswered event) {
    Answer fact =
        new Answer(
            event.outcome(),
            event.measures().stream().map(Facts::code).distinct().sorted().toList(),
            event.unit(),
            event.answeredAt(),
            event.recordedAt());
    answers = union(answers, fact, byTime(Answer::at, Answer::recordedAt));
  }

  private void extend(OpinionExtended event) {
    extensions =
        union(
            extensions,
            new Extension(event.workingDays(), event.extendedAt(), event.recordedAt()),
            Comparator.comparing(Extension::at)
                .thenComparing(Extension::recordedAt)
                .thenComparing(Extension::workingDays));
  }

  private void reject(OpinionRejected event) {
    rejections =
        union(
            rejections,
            new Rejection(event.rejectedAt(), event.recordedAt()),
            Comparator.comparing(Rejection::at).thenComparing(Rejection::recordedAt));
  }

  private void rate(OpinionRated event) {
    Rating fact =
        new Rating(
            event.level(),
            event.resolved(),
            event.followUp(),
            event.effectiveContact(),
            event.contacted(),
            event.ratedAt(),
            event.recordedAt());
    ratings =
        union(
            ratings,
            fact,
            byTime(Rating::at, Rating::recordedAt),
            each -> each.level() <= Policy.LOW);
  }

  /** Of each kind and ordinal there is one letter: the first. */
  private void issue(LetterIssued event) {
    Letter fact =
        new Letter(
            event.kind(),
            ordinal(event.letterId().value()),
            event.answerBy(),
            event.dueAt(),
            event.suppressed(),
            event.recordedAt());
    if (letters.stream()
        .noneMatch(each -> same(each, fact) && !fact.recordedAt().isBefore(each.recordedAt()))) {
      letters =
          union(
              letters.stream().filter(each -> !same(each, fact)).toList(),
              fact,
              Comparator.comparing(Letter::recordedAt)
                  .thenComparing(Letter::kind)
                  .thenComparing(Letter::ordinal),
              Letter::kind);
    }
  }

  private static boolean same(Letter one, Letter other) {
    return one.kind() == other.kind() && one.ordinal() == other.ordinal();
  }

  private void deliver(LetterDelivered event) {
    deliveries =
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
                .thenComparing(Delivery::outcome),
            Delivery::kind);
  }

  /** The latest holds; one that says the same again changes nothing. */
  private void group(OpinionGrouped event) {
    if (grouped == null
        || !grouped.issue().equals(event.issue())
        || !Objects.equals(grouped.mergedInto(), event.mergedInto())) {
      grouped = new Grouped(event.issue(), event.mergedInto(), event.recordedAt());
    }
  }

  private static <F extends Record> Comparator<F> byTime(
      Function<F, Instant> at, Function<F, Instant> recordedAt) {
    return Comparator.comparing(at).thenComparing(recordedAt).thenComparing(Record::toString);
  }

  private static <F> List<F> union(List<F> facts, F fact, Comparator<F> order) {
    return union(facts, fact, order, any -> Boolean.TRUE);
  }

  /**
   * Both in order, and of each sort no more than {@value Case#KEPT}: the first and the last ones,
   * as the first of a sort begins something and the last is what holds. So many of one sort
   * displace none of another, and what is kept does not depend on what came in first.
   */
  private static <F> List<F> union(
      List<F> facts, F fact, Comparator<F> order, Function<F, Object> sort) {
    if (facts.contains(fact)) {
      return facts;
    }
    List<F> more = Stream.concat(facts.stream(), Stream.of(fact)).sorted(order).toList();
    List<F> alike =
        more.stream().filter(each -> sort.apply(each).equals(sort.apply(fact))).toList();
    return alike.size() <= Case.KEPT
        ? more
        : more.stream().filter(each -> !each.equals(alike.get(Case.KEPT / 2))).toList();
  }

  private static String code(String measure) {
    return CODE.matcher(measure).matches() ? measure : Case.OTHER;
  }

  private static int ordinal(String letterId) {
    return Integer.parseInt(letterId.substring(letterId.lastIndexOf('.') + 1));
  }
}
