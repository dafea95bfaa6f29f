package org.opinionloop.reporting.stream;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.reporting.cells.Contribution;
import org.opinionloop.reporting.hot.Sighting;

/**
 * A case has changed.
 *
 * @param state as it is published; null before the opinion itself has come in
 * @param changes what to add to cells
 * @param telling what grouping is told of it, if that has changed
 * @param at when the change was noticed, system time
 */
record CaseUpdate(
    @Nullable CaseState state, List<Contribution> changes, @Nullable Telling telling, Instant at) {

  /** A sighting, and the bucket it goes to. */
  record Telling(String bucket, Sighting sighting) {}
}
