package org.opinionloop.contracts.contact;

import java.time.Instant;
import java.util.Objects;
import org.opinionloop.contracts.OpinionId;

/**
 * The person's contact details are not to be used any more, and their keys to be destroyed; for
 * good. Record on {@link org.opinionloop.contracts.Topics#CONTACT_KEYS}: key the opinion id, value
 * this as JSON.
 *
 * @param by the name of the officer's key, or {@code person}
 */
public record ContactWithdrawn(OpinionId opinionId, String by, Instant recordedAt) {

  /** Checks that all is there. */
  public ContactWithdrawn {
    Objects.requireNonNull(opinionId, "opinionId");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(recordedAt, "recordedAt");
  }
}
