package org.opinionloop.reporting.stream;

import java.time.Instant;
import org.opinionloop.reporting.cells.Contribution;

/** A change on its way to its cell; the value of the repartition topic. */
record Change(Contribution contribution, Instant at) {}
