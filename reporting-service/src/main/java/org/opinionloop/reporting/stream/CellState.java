package org.opinionloop.reporting.stream;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.contracts.LoopMetrics.Cell;
import org.opinionloop.reporting.cells.Tally;

/**
 * What the store of cells keeps.
 *
 * @param cell absent only before the first change
 */
public record CellState(@Nullable Cell cell, Tally tally, long revision, Instant updatedAt) {

  static final CellState NEW = new CellState(null, Tally.ZERO, 0, Instant.EPOCH);

  /** With one more change; null if nothing is left, which deletes the cell. */
  @Nullable CellState plus(Change change) {
    Tally sum = tally.plus(change.contribution().tally());
    return sum.isZero()
        ? null
        : new CellState(
            change.contribution().cell(),
            sum,
            revision + 1,
            change.at().isAfter(updatedAt) ? change.at() : updatedAt);
  }

  /** As published. */
  LoopMetrics metrics() {
    return new LoopMetrics(
        Objects.requireNonNull(cell), tally.counts(), tally.durations(), revision, updatedAt);
  }
}
