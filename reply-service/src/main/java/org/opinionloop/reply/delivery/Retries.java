package org.opinionloop.reply.delivery;

import java.time.Duration;

/**
 * How often and how far apart delivery is tried: the pause doubles from attempt to attempt.
 *
 * @param attempts in all, from 1
 * @param firstPause after the first attempt
 * @param budget from the start of a batch on: what fails later is not tried again, so that a batch
 *     ends in time
 */
record Retries(int attempts, Duration firstPause, Duration budget) {

  Retries {
    if (attempts < 1 || attempts > 20) {
      throw new IllegalArgumentException(
          "opinion-loop.reply.delivery.attempts: " + attempts + " (expected: 1 to 20)");
    }
    requirePositive("first-pause", firstPause);
    requirePositive("budget", budget);
  }

  /** How long to wait after this attempt, counted from 1. */
  Duration pauseAfter(int attempt) {
    return firstPause.multipliedBy(1L << (attempt - 1));
  }

  private static void requirePositive(String key, Duration duration) {
    if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "opinion-loop.reply.delivery."
              + key
              + ": "
              + duration
              + " (expected: more than nothing, at most an hour)");
    }
  }
}
