package org.opinionloop.reply.correspondence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opinionloop.reply.correspondence.CaseFile.AnswerMark;
import org.opinionloop.reply.correspondence.CaseFile.RatingMark;

/**
 * The rounds of handling. A round ends with its first answer. From the first rating after that on,
 * ratings count for a while (24 hours, unless configured otherwise); the first low one among them
 * calls for the next round. What was rated before there was an answer, or later than that, calls
 * for nothing. It is a matter of business times alone: the order in which the events came in makes
 * no difference.
 */
final class Rounds {

  private Rounds() {}

  /** When the person called for another round, first to last. */
  static List<Instant> calls(List<AnswerMark> answers, List<RatingMark> ratings, Duration window) {
    List<Instant> calls = new ArrayList<>();
    Optional<Instant> call = callAfter(Instant.MIN, answers, ratings, window);
    while (call.isPresent()) {
      calls.add(call.get());
      call = callAfter(call.get(), answers, ratings, window);
    }
    return calls;
  }

  /** In the how manyth round it was by then, from 0. */
  static long number(List<Instant> calls, Instant at) {
    return calls.stream().filter(call -> call.isBefore(at)).count();
  }

  /** The first answer after the start of a round. */
  static Optional<Instant> answerAfter(Instant start, List<AnswerMark> answers) {
    return answers.stream()
        .map(AnswerMark::answeredAt)
        .filter(at -> at.isAfter(start))
        .min(Instant::compareTo);
  }

  private static Optional<Instant> callAfter(
      Instant start, List<AnswerMark> answers, List<RatingMark> ratings, Duration window) {
    Optional<Instant> answer = answerAfter(start, answers);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    List<RatingMark> after =
        ratings.stream().filter(rating -> !rating.ratedAt().isBefore(answer.get())).toList();
    if (after.isEmpty()) {
      return Optional.empty();
    }
    Instant end = after.get(0).ratedAt().plus(window);
    return after.stream()
        .filter(rating -> rating.level() <= SecondHandling.LOW && !rating.ratedAt().isAfter(end))
        .map(RatingMark::ratedAt)
        .findFirst();
  }
}
