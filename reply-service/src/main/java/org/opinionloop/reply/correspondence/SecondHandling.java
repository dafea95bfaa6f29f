package org.opinionloop.reply.correspondence;

import java.time.Duration;

/**
 * The office's rules for ratings.
 *
 * @param times how often one case is reopened at most; a low rating after that is escalated, once
 * @param window for how long after the first rating of a round others count
 */
public record SecondHandling(int times, Duration window) {

  /** The two low levels of 好差评: 不满意 and 非常不满意. */
  static final int LOW = 2;

  /** Checks the ranges. */
  public SecondHandling {
    if (times < 0 || times > 100) {
      throw new IllegalArgumentException("second handlings: " + times + " (expected: 0 to 100)");
    }
    if (window.isNegative() || window.compareTo(Duration.ofDays(366)) > 0) {
      throw new IllegalArgumentException(
          "rating window: " + window + " (expected: not negative, at most a year)");
    }
  }
}
