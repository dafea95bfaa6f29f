package org.opinionloop.intake.opinion;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.contact.Contact;

/**
 * An opinion as somebody hands it in, checked and cleaned, not yet numbered. Holds contact details,
 * hence {@code toString} says nothing.
 *
 * @param receivedAt null for now; only an importer says when
 */
record Submission(
    String channel,
    @Nullable String externalId,
    @Nullable String title,
    String text,
    String language,
    @Nullable String district,
    @Nullable String place,
    @Nullable Instant submittedAt,
    @Nullable Instant receivedAt,
    boolean imported,
    boolean letters,
    @Nullable Contact contact) {

  @Override
  public String toString() {
    return "Submission[sealed from view]";
  }
}
