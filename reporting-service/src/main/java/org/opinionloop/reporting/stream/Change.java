package org.opinionloop.reporting.stream;

import java.time.Instant;
import org.opinionloop.reporting.cells.Contribution;

/** A change on its way to its cell; the value of the repartition topic. */
record Change(Contribution contribution, Instant at) {

  /** Both, of the same cell. */
  Change plus(Change other) {
    return new Change(
        new Contribution(
            contribution.cell(), contribution.tally().plus(other.contribution.tally())),
        other.at.isAfter(at) ? other.at : at);
  }
}
