package org.opinionloop.reporting.query;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.CaseStatus;

/**
 * Which cases of the work list, and from where on.
 *
 * @param unit whose, or {@link #EVERY_UNIT}
 * @param overdue only those, only the others, or both if absent
 * @param theme of one theme, or of all if absent
 * @param after the position of the last one seen
 * @param limit how many at most, at least 1; one more is looked for
 */
record WorkQuery(
    String unit,
    Set<CaseStatus> states,
    @Nullable Boolean overdue,
    @Nullable String theme,
    @Nullable String after,
    int limit) {

  /** Stands for all units. */
  static final String EVERY_UNIT = "*";

  WorkQuery {
    Objects.requireNonNull(unit, "unit");
    states = Set.copyOf(states);
    if (limit < 1 || limit == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("limit");
    }
  }
}
