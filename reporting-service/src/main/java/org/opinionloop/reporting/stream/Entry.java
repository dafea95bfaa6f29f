package org.opinionloop.reporting.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.opinionloop.reporting.cases.Case;
import org.opinionloop.reporting.cells.Contribution;
import org.opinionloop.reporting.hot.Standing;

/**
 * What the store of cases keeps of one opinion: the facts, and what was made of them. That is kept
 * rather than worked out again, so that exactly what was added is taken away, also after a calendar
 * or a rule has changed.
 *
 * @param counted what its cell counts of it
 * @param listed where the work list has it
 * @param alarm when it wants to be told the time
 * @param told how grouping was told that it stands; null if it was told nothing
 */
public record Entry(
    Case facts,
    @Nullable Contribution counted,
    @Nullable WorkKey listed,
    @Nullable Instant alarm,
    @Nullable Told told) {

  /**
   * The last word to grouping.
   *
   * @param bucket among which opinions this one is looked for, once and for all
   */
  public record Told(String bucket, Standing standing) {}

  static final Entry NEW = new Entry(Case.UNKNOWN, null, null, null, null);
}
