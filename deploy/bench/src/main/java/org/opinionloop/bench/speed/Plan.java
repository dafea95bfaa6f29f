package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * How much is measured.
 *
 * @param time of one round that goes by time
 * @param records of one round that goes by number, for the fastest of the stages
 * @param warmUp requests or opinions with which Java is made to compile what is hot, at least
 * @param patience after how long a warm-up does not wait for its compilers any more; five times as
 *     long where five processes warm up at once
 * @param sustained for how long the whole loop is kept under load
 */
record Plan(
    Rounds rounds, Duration time, int records, int warmUp, Duration patience, Duration sustained) {

  /** Enough to see what changed, before Java is warm. */
  static final Plan QUICK =
      new Plan(
          new Rounds(1, 5),
          Duration.ofMillis(500),
          6_000,
          6_000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(6));

  /** Enough to rely on. */
  static final Plan USUAL =
      new Plan(
          new Rounds(2, 5),
          Duration.ofSeconds(2),
          30_000,
          50_000,
          Duration.ofSeconds(90),
          Duration.ofSeconds(300));

  Plan sustained(Duration time) {
    return new Plan(rounds, this.time, records, warmUp, patience, time);
  }

  /** Lets them take turns, as soon as Java is warm in these processes. */
  void interleave(Map<Contender, Rounds.Round> turns, Collection<Jvm> processes) {
    rounds.interleave(turns, new Compilers(processes, patience)::rest);
  }
}
