package org.opinionloop.intake.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.OpinionId;

class LatestIdsTest {

  /** Against a plain queue; many ids come again, and many share a place in the table. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 100})
  void holdsTheLatestAndNoOthers(int atMost) {
    List<OpinionId> ids = IntStream.range(0, 3 * atMost + 2).mapToObj(LatestIdsTest::id).toList();
    Random random = new Random(atMost);
    LatestIds latest = new LatestIds(atMost);
    Deque<OpinionId> expected = new ArrayDeque<>();

    for (int i = 0; i < 3_000; i++) {
      OpinionId id = ids.get(random.nextInt(ids.size()));
      latest.add(id);
      if (!expected.contains(id)) {
        expected.add(id);
      }
      if (expected.size() > atMost) {
        expected.remove();
      }
      OpinionId other = ids.get(random.nextInt(ids.size()));
      assertThat(latest.contains(other)).isEqualTo(expected.contains(other));
    }
    assertThat(ids).filteredOn(latest::contains).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Some differ in the last bits only, some in the first. */
  private static OpinionId id(int number) {
    ByteBuffer bits = ByteBuffer.allocate(10);
    return OpinionId.of(
        number % 2 == 0
            ? bits.putShort(8, (short) number).array()
            : bits.putInt(0, number).array());
  }
}
