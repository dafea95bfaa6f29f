package org.opinionloop.intake.opinion;

import java.util.Arrays;
import org.opinionloop.contracts.OpinionId;

/**
 * The latest so many opinion ids, in 20 to 28 bytes each: as objects in a map they took 160, which
 * the collector moved about while they were young. A ring of ids and a table with linear probing of
 * where they stand in it; who is taken out leaves no gap (D. E. Knuth, The Art of Computer
 * Programming 3, 6.4, algorithm R). Thread-safe.
 */
final class LatestIds {

  /** So many at most, which take two gigabytes and are far from what an array can hold. */
  static final int MOST = 100_000_000;

  private static final int EMPTY = -1;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final long[] leading;
  private final int[] trailing;

  /** Positions in the ring, at least half of them empty. */
  private final int[] table;

  private final int mask;
  private final int shift;
  private int oldest;
  private int size;

  /** Holds none yet, and at most so many, from 1 to {@link #MOST}. */
  LatestIds(int atMost) {
    leading = new long[atMost];
    trailing = new int[atMost];
    table = new int[4 * Integer.highestOneBit(atMost)];
    Arrays.fill(table, EMPTY);
    mask = table.length - 1;
    shift = Long.numberOfLeadingZeros(mask);
  }

  synchronized boolean contains(OpinionId id) {
    return table[find(id.leadingBits(), id.trailingBits())] != EMPTY;
  }

  /** Forgets the oldest for it if there are too many; one that is there already stays as old. */
  synchronized void add(OpinionId id) {
    long head = id.leadingBits();
    int tail = id.trailingBits();
    if (table[find(head, tail)] != EMPTY) {
      return;
    }
    int position;
    if (size < leading.length) {
      position = size++;
    } else {
      position = oldest;
      oldest = (oldest + 1) % leading.length;
      remove(find(leading[position], trailing[position]));
    }
    leading[position] = head;
    trailing[position] = tail;
    table[find(head, tail)] = position;
  }

  /** Where in the table it is, or else where it belongs. */
  private int find(long head, int tail) {
    int at = home(head, tail);
    while (table[at] != EMPTY && (leading[table[at]] != head || trailing[table[at]] != tail)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void remove(int at) {
    int gap = at;
    table[gap] = EMPTY;
    for (int next = (gap + 1) & mask; table[next] != EMPTY; next = (next + 1) & mask) {
      int home = home(leading[table[next]], trailing[table[next]]);
      // Unless it would then stand before its home, it moves into the gap.
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        table[gap] = table[next];
        table[next] = EMPTY;
        gap = next;
      }
    }
  }

  private int home(long head, int tail) {
    return (int) (((head ^ ((long) tail << 40)) * GOLDEN_RATIO) >>> shift);
  }
}
