package org.opinionloop.reporting.stream;

import java.time.Instant;
import java.util.Objects;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.CaseStatus;
import org.opinionloop.contracts.Instants;
import org.opinionloop.contracts.LoopMetrics.Cell;

/**
 * Where the work list has a case. Each case is there twice, under its unit and under {@link
 * #EVERY_UNIT}, ordered by the day promised and then by opinion id.
 *
 * @param dueAt {@link #NEVER} without a promise
 */
public record WorkKey(String unit, CaseStatus status, boolean overdue, Instant dueAt, String id) {

  /** Stands for all units. */
  public static final String EVERY_UNIT = "*";

  /** Later than any promise. */
  public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private static final char SEPARATOR = '|';

  /** Where this case belongs. */
  public static WorkKey of(CaseState state) {
    return new WorkKey(
        Objects.requireNonNullElse(state.unit(), Cell.UNCLASSIFIED),
        state.status(),
        state.overdue(),
        Objects.requireNonNullElse(state.dueAt(), NEVER),
        state.opinionId().value());
  }

  /** The key of the store, in this unit's part of it. */
  String within(String part) {
    return prefix(part, status, overdue) + position();
  }

  /** Where it stands among those of its part, state and overdue: sorts by promise, then by id. */
  public String position() {
    return Instants.format(dueAt) + SEPARATOR + id;
  }

  /** What the keys of one part, state and overdue begin with. */
  public static String prefix(String part, CaseStatus status, boolean overdue) {
    return part.replace("%", "%25").replace("|", "%7C")
        + SEPARATOR
        + status
        + SEPARATOR
        + (overdue ? '1' : '0')
        + SEPARATOR;
  }

  /** The opinion id at the end of a key. */
  public static String id(String key) {
    return key.substring(key.lastIndexOf(SEPARATOR) + 1);
  }

  /** The position at the end of a key. */
  public static String position(String key) {
    int id = key.lastIndexOf(SEPARATOR);
    return key.substring(key.lastIndexOf(SEPARATOR, id - 1) + 1);
  }
}
