package org.opinionloop.contracts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit promises a measure 措施, or says how far it has come; topic {@link
 * Topics#MEASURES_RECORDED}, key the measure's id. The first one with a theme, a text and a due
 * date makes the promise, and those stand for good; later ones move its state.
 *
 * @param measureId the same if the same promise is handed in again
 * @param unit the code of the unit that promises and keeps it
 * @param state how far it has come by this
 * @param theme what it is about
 * @param text what is to be done, in words for the public
 * @param dueDate the day by which it is to be kept
 * @param reason why it was dropped, or what else there is to say
 * @param opinions what gave rise to it
 * @param issues hot topics that gave rise to it, by their ids
 * @param recordedBy the name of the officer's key
 * @param at business time
 */
public record MeasureRecorded(
    String measureId,
    String unit,
    MeasureState state,
    @Nullable String theme,
    @Nullable String text,
    @Nullable LocalDate dueDate,
    @Nullable String reason,
    List<OpinionId> opinions,
    List<String> issues,
    String recordedBy,
    Instant at,
    Instant recordedAt)
    implements Happening {

  /** Checks that what is required is there, and copies the lists. */
  public MeasureRecorded {
    Texts.required("measureId", measureId);
    Texts.label("unit", unit);
    Texts.required("state", state);
    Texts.labelIfAny("theme", theme);
    opinions = opinions == null ? List.of() : List.copyOf(opinions);
    issues = issues == null ? List.of() : List.copyOf(issues);
    Texts.required("recordedBy", recordedBy);
    at = Texts.millis("at", at);
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }

  @Override
  public String recordKey() {
    return measureId;
  }
}
