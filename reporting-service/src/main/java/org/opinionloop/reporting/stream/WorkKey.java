package org.opinionloop.reporting.stream;

import java.time.Instant;
import java.util.Objects;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.CaseStatus;
import org.opinionloop.contracts.Instants;
import org.opinionloop.contracts.LoopMetrics.Cell;

/**
 * Where the work list has a case: under its unit, state and whether it is overdue, ordered by the
 * day promised and then by opinion id.
 *
 * @param dueAt {@link #NEVER} without a promise
 */
public record WorkKey(String unit, CaseStatus status, boolean overdue, Instant dueAt, String id) {

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

  /** The key of the store. */
  String key() {
    return prefix(unit, status, overdue) + position();
  }

  /** Where it stands among those of its unit, state and overdue: sorts by promise, then by id. */
  public String position() {
    return Instants.format(dueAt) + SEPARATOR + id;
  }

  /** What the keys of one unit, state and overdue begin with. */
  public static String prefix(String unit, CaseStatus status, boolean overdue) {
    return unit.replace("%", "%25").replace("|", "%7C")
        + SEPARATOR
        + status
        + SEPARATOR
        + (overdue ? '1' : '0')
        + SEPARATOR;
  }

  /** The unit at the beginning of a key. */
  static String unit(String key) {
    return key.substring(0, key.indexOf(SEPARATOR)).replace("%7C", "|").replace("%25", "%");
  }

  /** Before the keys of all units that come after the one of this key. */
  static String behindUnit(String key) {
    return key.substring(0, key.indexOf(SEPARATOR)) + (char) (SEPARATOR + 1);
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
