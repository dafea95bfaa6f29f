package org.opinionloop.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContenderTest {

  @Test
  void whatDisturbsBothInARoundCancelsOut() {
    Contender anchor = new Contender("anchor");
    Contender product = new Contender("product");
    for (double weather : new double[] {1, 0.2, 0.5, 0.9, 0.3}) {
      anchor.note(Contender.RATE, 1000 * weather);
      product.note(Contender.RATE, 800 * weather);
    }

    assertThat(product.ratio(anchor, Contender.RATE)).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(Contender.median(List.of(4.0, 1.0, 3.0, 100.0))).isEqualTo(3.5);
  }

  @Test
  void contendersTakeTurnsAndRoundsUntilTheyAreWarmDoNotCount() {
    List<String> turns = new ArrayList<>();
    Contender one = new Contender("A");
    Contender other = new Contender("B");
    Map<Contender, Rounds.Round> round = new LinkedHashMap<>();
    round.put(one, each -> turn(turns, each));
    round.put(other, each -> turn(turns, each));

    Iterator<Boolean> warm = List.of(false, true).iterator();
    new Rounds(1, 2).interleave(round, warm::next);

    assertThat(turns).containsExactly("A", "B", "A", "B", "A", "B", "A", "B");
    assertThat(one.measured()).containsEntry("turn", List.of(5.0, 7.0));
    assertThat(other.measured()).containsEntry("turn", List.of(6.0, 8.0));
  }

  private static void turn(List<String> turns, Contender contender) {
    turns.add(contender.name());
    contender.note("turn", turns.size());
  }
}
