package org.opinionloop.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the delivery of a letter ended; topic {@link Topics#LETTERS_DELIVERED}.
 *
 * @param route by which way, as {@code smtp}, {@code webhook}, {@code outbox}, {@code none}
 * @param reason why it failed or was suppressed, a short code without personal data
 * @param attempts how often it was tried, 0 if suppressed
 */
public record LetterDelivered(
    OpinionId opinionId,
    LetterId letterId,
    LetterKind kind,
    String route,
    DeliveryOutcome outcome,
    @Nullable String reason,
    int attempts,
    Instant recordedAt)
    implements Event {

  /** Checks that what is required is there. */
  public LetterDelivered {
    Texts.required("opinionId", opinionId);
    Texts.required("letterId", letterId);
    Texts.required("kind", kind);
    Texts.letter(letterId, opinionId, kind);
    Texts.required("route", route);
    Texts.required("outcome", outcome);
    if (attempts < 0) {
      throw new FieldException("attempts", "out of range", "0 or more");
    }
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }

  @Override
  public String eventId() {
    return "LetterDelivered:" + letterId + ":" + outcome;
  }
}
