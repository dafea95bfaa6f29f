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
}
