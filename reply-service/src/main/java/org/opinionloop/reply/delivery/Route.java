package org.opinionloop.reply.delivery;

import org.opinionloop.contracts.contact.Contact;

/**
 * A way to a person. Thread-safe. A letter may be handed in more than once: after a crash between
 * the deed and its record, or a time-out after which it arrived all the same. The route marks it
 * with the letter's id, so that whoever receives it can tell.
 */
interface Route {

  /** As it stands in events, settings and meter tags. */
  String code();

  /** Whether these details are enough to go this way. */
  boolean reaches(Contact contact);

  /**
   * Whether these details are also such as can be used, as far as is seen before an attempt: there
   * may be a better way for those who have mistyped one of two addresses.
   */
  default boolean accepts(Contact contact) {
    return reaches(contact);
  }

  /**
   * Whether an attempt is mostly waiting for somebody else, so that others are better tried
   * meanwhile.
   */
  default boolean waits() {
    return true;
  }

  /** Tries once; returns within its time-outs and throws only by a fault of its own. */
  Attempt attempt(Mailing mailing);
}
