package org.opinionloop.reporting.cases;

import java.time.Duration;
import java.time.Instant;
import org.opinionloop.contracts.calendar.WorkingTime;

/**
 * The office's rules by which facts become a case.
 *
 * @param firstTimeDays working days within which a reopening says that a case was not settled the
 *     first time, at least 1
 * @param reopenings how often a low rating reopens a case, at least 0
 * @param revision for how long after the first rating of a round a later one replaces it
 * @param catalogue what may be counted by name
 */
public record Policy(
    WorkingTime time, int firstTimeDays, int reopenings, Duration revision, Catalogue catalogue) {

  /** Ratings up to this level reopen: dissatisfied and very dissatisfied. */
  public static final int LOW = 2;

  /** Checks the ranges. */
  public Policy {
    if (firstTimeDays < 1 || reopenings < 0 || revision.isNegative()) {
      throw new IllegalArgumentException(
          "firstTimeDays, reopenings, revision: "
              + firstTimeDays
              + ", "
              + reopenings
              + ", "
              + revision
              + " (expected: >= 1, >= 0, >= 0)");
    }
  }

  /** Until when a reopening counts against a first answer of this instant. */
  Instant settledBy(Instant answeredAt) {
    return time.endOf(time.plusWorkingDays(time.dayOf(answeredAt), firstTimeDays));
  }
}
