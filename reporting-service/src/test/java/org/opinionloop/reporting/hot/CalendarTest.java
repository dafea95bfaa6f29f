package org.opinionloop.reporting.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class CalendarTest {

  private static final Instant NOW = Instant.parse("2026-11-30T14:00:00Z");

  Walked shelf = new Walked();
  Calendar calendar = new Calendar(shelf);

  /** A shelf that knows from where it was walked. */
  static final class Walked extends TreeShelf<String> {

    final List<String> from = new ArrayList<>();

    @Override
    public void ascend(String first, String last, BiPredicate<String, String> visitor) {
      from.add(first);
      super.ascend(first, last, visitor);
    }
  }

  private record Entry(long time, String what) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return time == other.time ? what.compareTo(other.what) : Long.compare(time, other.time);
    }
  }

  @Test
  void tellsWhatIsDueInItsOrderAndOnce() {
    Random random = new Random(30);
    TreeSet<Entry> expected = new TreeSet<>();
    long now = NOW.toEpochMilli();
    for (int i = 0; i < 20_000; i++) {
      Entry entry = new Entry(now + random.nextInt(2_000) - 200, "id" + random.nextInt(50));
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          calendar.put(Instant.ofEpochMilli(entry.time()), entry.what());
          expected.add(entry);
        }
        case 2 -> {
          Entry gone = expected.isEmpty() ? entry : expected.first();
          calendar.remove(Instant.ofEpochMilli(gone.time()), gone.what());
          expected.remove(gone);
        }
        default -> {
          now += random.nextInt(300);
          List<String> due = new ArrayList<>();
          while (due.size() < 3 && !expected.isEmpty() && expected.first().time() < now) {
            due.add(expected.pollFirst().what());
          }
          assertThat(calendar.takeDue(Instant.ofEpochMilli(now), 3)).isEqualTo(due);
        }
      }
    }
  }

  @Test
  void isNotWalkedWhileNothingCanBeDue() {
    calendar.put(NOW.plusSeconds(10), "a");
    assertThat(calendar.takeDue(NOW, 8)).isEmpty();

    for (int i = 0; i < 1_000; i++) {
      calendar.put(NOW.plusSeconds(20 + i), "b");
      calendar.remove(NOW.plusSeconds(10 + i), "a");
      assertThat(calendar.takeDue(NOW.plusSeconds(9), 8)).isEmpty();
    }

    assertThat(shelf.from).hasSize(1);
  }

  @Test
  void isNotWalkedWhereItWasEmptied() {
    for (int i = 0; i < 1_000; i++) {
      calendar.put(NOW.plusSeconds(i), "a");
    }
    for (int i = 1; i <= 1_000; i++) {
      assertThat(calendar.takeDue(NOW.plusSeconds(i), 8)).hasSize(1);
    }

    assertThat(shelf.from).hasSize(1_000).element(999).isEqualTo("2026-11-30T14:16:39.000Z");
  }

  @Test
  void isAsItWasLeftByTheOneBefore() {
    calendar.put(NOW, "a");

    assertThat(new Calendar(shelf).takeDue(NOW.plusMillis(1), 8)).containsExactly("a");
  }
}
