package org.opinionloop.reply.delivery;

import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.contact.Contact;

/**
 * A letter in its envelope. Says nothing in {@code toString}.
 *
 * @param contact of the person; its parts are absent if they left none
 * @param body the text, addressed to the person by name if they gave one
 */
record Mailing(LetterIssued letter, Contact contact, String body) {

  @Override
  public String toString() {
    return "Mailing[" + letter.letterId() + "]";
  }
}
