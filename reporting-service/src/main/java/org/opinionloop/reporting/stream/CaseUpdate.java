package org.opinionloop.reporting.stream;

import java.time.Instant;
import java.util.List;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.reporting.cells.Contribution;

/**
 * A case has changed.
 *
 * @param changes what to add to cells
 * @param at when the change was noticed, system time
 */
record CaseUpdate(CaseState state, List<Contribution> changes, Instant at) {}
