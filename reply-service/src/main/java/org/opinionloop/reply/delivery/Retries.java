package org.opinionloop.reply.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When delivery is tried again, after the manner of mail servers (RFC 5321, section 4.5.4.1): the
 * pause doubles from attempt to attempt up to the longest, for some days.
 *
 * @param firstPause after the first attempt
 * @param longestPause between any two attempts
 * @param patience from the first attempt on; what has failed for so long has failed for good
 */
record Retries(Duration firstPause, Duration longestPause, Duration patience) {

  Retries {
    requirePositive("first-pause", firstPause);
    requirePositive("longest-pause", longestPause);
    requirePositive("patience", patience);
  }

  /** When a letter that could not be delivered is tried again; never, if patience is at an end. */
  Optional<Instant> next(Journey journey, Instant now) {
    Duration pause = longestPause;
    // Past thirty doublings of a millisecond it is the longest in any case.
    int doublings = Math.min(journey.attempts() - 1, 30);
    if (firstPause.compareTo(longestPause.dividedBy(1L << doublings)) < 0) {
      pause = firstPause.multipliedBy(1L << doublings);
    }
    Instant next = now.plus(pause);
    return next.isAfter(journey.since().plus(patience)) ? Optional.empty() : Optional.of(next);
  }

  private static void requirePositive(String key, Duration duration) {
    if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(30)) > 0) {
      throw new IllegalArgumentException(
          "opinion-loop.reply.delivery."
              + key
              + ": "
              + duration
              + " (expected: more than nothing, at most 30 days)");
    }
  }
}
