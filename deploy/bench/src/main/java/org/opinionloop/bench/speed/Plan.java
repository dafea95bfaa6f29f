package org.opinionloop.bench.speed;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param time of one round that goes by time
 * @param records of one round that goes by number, for the fastest of the stages
 * @param sustained for how long the whole loop is kept under load
 */
record Plan(Rounds rounds, Duration time, int records, Duration sustained) {

  /** Enough to see what changed. */
  static final Plan QUICK =
      new Plan(new Rounds(3, 5), Duration.ofSeconds(1), 15_000, Duration.ofSeconds(20));

  /** Enough to rely on. */
  static final Plan USUAL =
      new Plan(new Rounds(2, 5), Duration.ofSeconds(3), 40_000, Duration.ofSeconds(120));

  Plan sustained(Duration time) {
    return new Plan(rounds, this.time, records, time);
  }
}
