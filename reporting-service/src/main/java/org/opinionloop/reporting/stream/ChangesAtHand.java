package org.opinionloop.reporting.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the cells of one task that have come since the last commit, added up.
 *
 * @see ChangeFolder
 */
final class ChangesAtHand extends AtHand {

  private final Map<String, Sum> sums = new HashMap<>();

  ChangesAtHand() {
    super(Stores.CHANGES_AT_HAND);
  }

  /**
   * All changes of a cell.
   *
   * @param timestamp of the last one
   * @param headers of the same
   */
  record Sum(Change change, long timestamp, Headers headers) {}

  /** Makes one for each task. */
  static Builder<ChangesAtHand> builder() {
    return new Builder<>(Stores.CHANGES_AT_HAND, ChangesAtHand::new);
  }

  /** Forgets everything: a task begins. */
  void clear() {
    sums.clear();
  }

  @Nullable Sum get(String cell) {
    return sums.get(cell);
  }

  void put(String cell, Sum sum) {
    sums.put(cell, sum);
  }

  /** Takes out what is to be told now; null if there is nothing. */
  @Nullable Sum take(String cell) {
    return sums.remove(cell);
  }
}
