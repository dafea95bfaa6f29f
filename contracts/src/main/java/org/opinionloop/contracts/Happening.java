package org.opinionloop.contracts;

import java.time.Instant;

/** Something that happened, as it stands on a topic under the key {@link #recordKey()}. */
public sealed interface Happening permits Event, ServiceRated, MeasureRecorded {

  /**
   * What it happened to: the record's key and the CloudEvents {@code subject}. No event may have a
   * part of this name: it would be taken for the key.
   */
  String recordKey();

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
    return getClass().getSimpleName() + ":" + recordKey() + ":" + recordedAt().toEpochMilli();
  }
}
