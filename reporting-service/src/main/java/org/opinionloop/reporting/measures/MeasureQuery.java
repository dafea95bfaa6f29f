package org.opinionloop.reporting.measures;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.MeasureState;

/**
 * Which measures, and from where on; what is absent restricts nothing. Each day span has both ends
 * included.
 *
 * @param overdue on {@code today}
 * @param after the position of the last one seen
 */
public record MeasureQuery(
    @Nullable String unit,
    @Nullable String theme,
    Set<MeasureState> states,
    @Nullable Boolean overdue,
    @Nullable LocalDate promisedFrom,
    @Nullable LocalDate promisedTo,
    @Nullable LocalDate endedFrom,
    @Nullable LocalDate endedTo,
    LocalDate today,
    @Nullable String after,
    int limit) {

  /** Copies the set; the day must be there, and the limit not below zero. */
  public MeasureQuery {
    states = Set.copyOf(states);
    Objects.requireNonNull(today, "today");
    if (limit < 0) {
      throw new IllegalArgumentException("limit");
    }
  }

  /** The order of pages: the earliest day first. */
  public static final Comparator<MeasureView> ORDER = Comparator.comparing(MeasureQuery::position);

  /**
   * Measures of some instances.
   *
   * @param total how many there are on all pages
   * @param page the first of them after the cursor, one more than the limit if there are more
   */
  public record Found(long total, List<MeasureView> page) {
    /** Copies the list. */
    public Found {
      page = List.copyOf(page);
    }
  }

  /** Where a measure stands among others. */
  public static String position(MeasureView measure) {
    return measure.dueDate() + "|" + measure.measureId();
  }

  /** Those of these measures that are meant. */
  public Found of(List<MeasureView> measures) {
    List<MeasureView> taken = measures.stream().filter(this::takes).sorted(ORDER).toList();
    return new Found(
        taken.size(),
        taken.stream()
            .filter(each -> after == null || position(each).compareTo(after) > 0)
            .limit(limit + 1L)
            .toList());
  }

  private boolean takes(MeasureView measure) {
    return (unit == null || unit.equals(measure.unit()))
        && (theme == null || theme.equals(measure.theme()))
        && (states.isEmpty() || states.contains(measure.state()))
        && (overdue == null || overdue == measure.overdue(today))
        && within(promisedFrom, measure.promisedOn(), promisedTo)
        && within(endedFrom, measure.endedOn(), endedTo);
  }

  private static boolean within(
      @Nullable LocalDate from, @Nullable LocalDate day, @Nullable LocalDate to) {
    return day == null
        ? from == null && to == null
        : (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }
}
