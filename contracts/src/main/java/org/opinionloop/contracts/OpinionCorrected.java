package org.opinionloop.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An officer put a label right or handed the case to another unit; topic {@link
 * Topics#OPINIONS_CORRECTED}. What is absent stays as it was.
 *
 * @param correctedBy the name of the officer's key, never a person's name
 * @param correctedAt business time
 */
public record OpinionCorrected(
    OpinionId opinionId,
    @Nullable String theme,
    @Nullable String topic,
    @Nullable String field,
    @Nullable Kind kind,
    @Nullable String unit,
    String reason,
    String correctedBy,
    Instant correctedAt,
    Instant recordedAt)
    implements Event {

  /** Checks that what is required is there. */
  public OpinionCorrected {
    Texts.required("opinionId", opinionId);
    Texts.labelIfAny("theme", theme);
    Texts.labelIfAny("topic", topic);
    Texts.labelIfAny("field", field);
    Texts.labelIfAny("unit", unit);
    Texts.required("reason", reason);
    Texts.required("correctedBy", correctedBy);
    correctedAt = Texts.millis("correctedAt", correctedAt);
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }
}
