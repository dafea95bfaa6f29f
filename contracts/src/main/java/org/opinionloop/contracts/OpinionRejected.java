package org.opinionloop.contracts;

import java.time.Instant;

/**
 * An officer does not accept the opinion 不予受理; topic {@link Topics#OPINIONS_REJECTED}.
 *
 * @param reason why, a code of the taxonomy's rejections, as {@code IN_COURT}; the person is told
 * @param unit the code of the unit that rejects
 * @param rejectedBy the name of the officer's key
 * @param rejectedAt business time
 */
public record OpinionRejected(
    OpinionId opinionId,
    String reason,
    String unit,
    String rejectedBy,
    Instant rejectedAt,
    Instant recordedAt)
    implements Event {

  /** Checks that what is required is there. */
  public OpinionRejected {
    Texts.required("opinionId", opinionId);
    Texts.required("reason", reason);
    Texts.label("unit", unit);
    Texts.required("rejectedBy", rejectedBy);
    rejectedAt = Texts.millis("rejectedAt", rejectedAt);
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }
}
