package org.opinionloop.contracts;

import java.time.Instant;

/**
 * Something that happened to one opinion; the value of a record whose key is the {@link
 * #opinionId()}.
 */
public sealed interface Event
    permits OpinionReceived,
        OpinionClassified,
        OpinionCorrected,
        OpinionAnswered,
        OpinionExtended,
        OpinionRejected,
        OpinionRated,
        OpinionGrouped,
        LetterIssued,
        LetterDelivered {

  /** The opinion it happened to. */
  OpinionId opinionId();

  /** System time: when the service wrote the event; UTC, milliseconds. */
  Instant recordedAt();

  /** The CloudEvents {@code type}: a new meaning gets a new one. */
  default String type() {
    return "org.opinionloop." + getClass().getSimpleName();
  }

  /**
   * The CloudEvents {@code id}: made of what happened, so that the same event has the same one
   * however often it is written.
   */
  default String eventId() {
    return getClass().getSimpleName() + ":" + opinionId() + ":" + recordedAt().toEpochMilli();
  }
}
