package org.opinionloop.contracts;

/**
 * 有效性: whether there is something to handle, and if not, why not. Decided by rules, never by a
 * model.
 */
public enum Validity {
  VALID,
  /** Nothing is left after markup and blanks are removed. */
  EMPTY,
  /** Only punctuation, symbols or emoji. */
  PUNCTUATION,
  /** One character or one short group, over and over. */
  REPEATED,
  /** Keys hit at random. */
  GIBBERISH,
  /** Somebody tried whether the form works. */
  TEST;

  /** Whether the opinion is handled. */
  public boolean isValid() {
    return this == VALID;
  }
}
