package org.opinionloop.bench.speed;

import java.util.Map;

/**
 * How often everything is measured: contenders take turns, so that whatever the machine is doing
 * besides, it does to all of them.
 *
 * @param warmUp rounds that do not count
 * @param counted those that do
 */
record Rounds(int warmUp, int counted) {

  /** One round of one contender; notes what it measures. */
  interface Round {
    void run(Contender contender);
  }

  /** Everybody's first round, everybody's second, and so on. */
  void interleave(Map<Contender, Round> turns) {
    for (int i = 0; i < warmUp; i++) {
      turns.forEach((contender, round) -> round.run(new Contender(contender.name())));
    }
    for (int i = 0; i < counted; i++) {
      turns.forEach((contender, round) -> round.run(contender));
    }
  }
}
