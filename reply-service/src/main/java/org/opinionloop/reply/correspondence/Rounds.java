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
 * ratings count for 24 hours; the first low one among them opens the next round. What was rated
 * before there was an answer, or later than that, opens nothing. It is a matter of business times
 * alone: the order in which the events came in makes no difference.
 */
final class Rounds {

  /** The two low levels of 好差评: 不满意 and 非常不满意. */
  private static final int LOW = 2;

  private static final Duration WINDOW = Duration.ofHours(24);

  private Rounds() {}

  /** When the case was reopened, first to last. */
  static List<Instant> reopenings(List<AnswerMark> answers, List<RatingMark> ratings) {
    List<Instant> reopenings = new ArrayList<>();
    Instant start = Instant.MIN;
    while (true) {
      Optional<Instant> next = nextReopening(start, answers, ratings);
      if (next.isEmpty()) {
        return reopenings;
      }
      reopenings.add(next.get());
      start = next.get();
    }
  }

  private static Optional<Instant> nextReopening(
      Instant start, List<AnswerMark> answers, List<RatingMark> ratings) {
    Optional<Instant> answer =
        answers.stream()
            .map(AnswerMark::answeredAt)
            .filter(at -> at.isAfter(start))
            .min(Instant::compareTo);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    List<RatingMark> after =
        ratings.stream().filter(rating -> !rating.ratedAt().isBefore(answer.get())).toList();
    if (after.isEmpty()) {
      return Optional.empty();
    }
    Instant end = after.get(0).ratedAt().plus(WINDOW);
    return after.stream()
        .filter(rating -> rating.level() <= LOW && !rating.ratedAt().isAfter(end))
        .map(RatingMark::ratedAt)
        .findFirst();
  }
}
