package org.opinionloop.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the person thinks of the handling; topic {@link Topics#OPINIONS_RATED}.
 *
 * @param level 1 (very dissatisfied) to 5 (very satisfied), the five levels of 好差评
 * @param followUp whether a hotline follow-up call asked, rather than the person rating of their
 *     own accord
 * @param effectiveContact whether the person could be reached and spoke; true for a rating of their
 *     own
 * @param contacted whether the person says that the unit got in touch with them; absent if not
 *     asked
 * @param ratedAt business time
 */
public record OpinionRated(
    OpinionId opinionId,
    int level,
    Resolved resolved,
    @Nullable String comment,
    boolean followUp,
    boolean effectiveContact,
    @Nullable Boolean contacted,
    Instant ratedAt,
    Instant recordedAt)
    implements Event {

  /** Checks the level, and that what is required is there. */
  public OpinionRated {
    Texts.required("opinionId", opinionId);
    if (level < 1 || level > 5) {
      throw new FieldException("level", "out of range", "1 to 5");
    }
    Texts.required("resolved", resolved);
    ratedAt = Texts.millis("ratedAt", ratedAt);
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }
}
