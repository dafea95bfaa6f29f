package org.opinionloop.contracts;

/** A required field of a record is absent, null or empty. The message names the field only. */
public final class MissingFieldException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  MissingFieldException(String field) {
    super(field + ": missing (expected: a value)");
  }
}
