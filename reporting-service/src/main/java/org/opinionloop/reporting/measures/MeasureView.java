package org.opinionloop.reporting.measures;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.contracts.OpinionId;

/**
 * A measure as it stands.
 *
 * @param reason why it was dropped, or what was said when it last moved
 * @param promisedOn the day of the promise, in the office's time zone
 * @param endedOn the day it was kept or dropped
 * @param history {@code promised}, {@code under-way}, {@code kept}, {@code dropped} or {@code
 *     ignored}, in the order of time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasureView(
    String measureId,
    String unit,
    String theme,
    String text,
    LocalDate dueDate,
    MeasureState state,
    @Nullable String reason,
    List<OpinionId> opinions,
    List<String> issues,
    LocalDate promisedOn,
    @Nullable LocalDate endedOn,
    List<Step> history) {

  /** One thing that was said of it. */
  public record Step(String event, Instant at) {}

  /** Whether it should have been kept by this day and was not. */
  public boolean overdue(LocalDate today) {
    return state.isOpen() && dueDate.isBefore(today);
  }
}
