package org.opinionloop.contracts;

import java.time.Instant;
import java.util.List;

/**
 * The responsible unit's answer; topic {@link Topics#OPINIONS_ANSWERED}.
 *
 * @param text what the person is told
 * @param measures 措施: what was done, one entry each, a code of the taxonomy or in words
 * @param unit the code of the unit that answers
 * @param answeredBy the name of the officer's key
 * @param answeredAt business time
 */
public record OpinionAnswered(
    OpinionId opinionId,
    Outcome outcome,
    String text,
    List<String> measures,
    String unit,
    String answeredBy,
    Instant answeredAt,
    Instant recordedAt)
    implements Event {

  /** Checks that what is required is there, and copies the list. */
  public OpinionAnswered {
    Texts.required("opinionId", opinionId);
    Texts.required("outcome", outcome);
    Texts.required("text", text);
    measures = measures == null ? List.of() : List.copyOf(measures);
    Texts.label("unit", unit);
    Texts.required("answeredBy", answeredBy);
    answeredAt = Texts.millis("answeredAt", answeredAt);
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }
}
