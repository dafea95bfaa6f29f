package org.opinionloop.contracts;

import java.time.Instant;

/**
 * The responsible unit needs longer than was promised, and says so before the promise lapses; topic
 * {@link Topics#OPINIONS_EXTENDED}. Reply knows the promise and moves it.
 *
 * @param workingDays by how many working days, 1 to 250
 * @param reason why; the person is told
 * @param unit the code of the unit that asks for it
 * @param extendedBy the name of the officer's key
 * @param extendedAt business time
 */
public record OpinionExtended(
    OpinionId opinionId,
    int workingDays,
    String reason,
    String unit,
    String extendedBy,
    Instant extendedAt,
    Instant recordedAt)
    implements Event {

  /** Checks the days, and that what is required is there. */
  public OpinionExtended {
    Texts.required("opinionId", opinionId);
    if (workingDays < 1 || workingDays > 250) {
      throw new FieldException("workingDays", "out of range", "1 to 250");
    }
    Texts.required("reason", reason);
    Texts.label("unit", unit);
    Texts.required("extendedBy", extendedBy);
    extendedAt = Texts.millis("extendedAt", extendedAt);
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }
}
