package org.opinionloop.reply.delivery;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.SealedContact;

/** The keys that belong to single opinions' contact details, and whose are withdrawn. */
interface ContactKeys {

  /** What is known of a sealed contact. */
  sealed interface Access {

    /**
     * It may be opened.
     *
     * @param ownKey with this key besides; null for the older format
     */
    record Granted(byte @Nullable [] ownKey) implements Access {}

    /** The person, or the office for them, has taken it back. */
    record Withdrawn() implements Access {}

    /** Its key is nowhere, though everything written before the question has been read. */
    record Missing() implements Access {}
  }

  /**
   * Whether the contact details sealed to this opinion may be opened. Ends at once if that is known
   * here; else when all that was written until now has been read; with an exception if that takes
   * too long.
   */
  CompletableFuture<Access> find(OpinionId opinion, SealedContact contact);
}
