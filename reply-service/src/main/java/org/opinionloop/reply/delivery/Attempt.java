package org.opinionloop.reply.delivery;

/** How one attempt at delivery ended. Reasons are short codes without personal data. */
sealed interface Attempt {

  /** It is there. */
  record Done() implements Attempt {}

  /** The way is blocked; it may be free later. */
  record Transient(String reason) implements Attempt {}

  /** It will not work for this letter, however often it is tried. */
  record Permanent(String reason) implements Attempt {}
}
