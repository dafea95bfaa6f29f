package org.opinionloop.contracts;

/**
 * A field of a record is absent or says what it must not. The message names field and expectation,
 * never the value, so it may be shown to anybody.
 */
public final class FieldException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  FieldException(String field, String trouble, String expected) {
    super(field + ": " + trouble + " (expected: " + expected + ")");
  }

  static FieldException missing(String field) {
    return new FieldException(field, "missing", "a value");
  }
}
