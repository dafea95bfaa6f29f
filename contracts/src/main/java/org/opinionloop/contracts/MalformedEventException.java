package org.opinionloop.contracts;

/**
 * Bytes that are not the event they should be. The message says where and what was expected, and
 * never repeats what was found: it may be somebody's words.
 */
public final class MalformedEventException extends RuntimeException {

  private static final long serialVersionUID = 1;

  MalformedEventException(String message) {
    super(message);
  }

  /** For an event of this type that stands under another key than its subject's. */
  public static MalformedEventException underAnotherKey(Class<? extends Happening> type) {
    return new MalformedEventException(type.getSimpleName() + ": the key is not the subject");
  }
}
