package org.opinionloop.bench.speed;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How often everything is measured: contenders take turns, so that whatever the machine is doing
 * besides, it does to all of them.
 *
 * @param warmUp rounds that do not count, at least
 * @param counted those that do
 */
record Rounds(int warmUp, int counted) {

  /** One round of one contender; notes what it measures. */
  interface Round {
    void run(Contender contender);
  }

  /**
   * Everybody's first round, everybody's second, and so on.
   *
   * @param warm asked after each round of warm-up from the last on whether it was enough
   */
  void interleave(Map<Contender, Round> turns, BooleanSupplier warm) {
    for (int i = 0; i < warmUp || !warm.getAsBoolean(); i++) {
      turns.forEach((contender, round) -> round.run(new Contender(contender.name())));
    }
    for (int i = 0; i < counted; i++) {
      turns.forEach((contender, round) -> round.run(contender));
    }
  }
}
