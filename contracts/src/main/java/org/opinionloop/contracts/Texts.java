package org.opinionloop.contracts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the records' constructors share: checks whose messages never repeat a value. */
final class Texts {

  private Texts() {}

  static String required(String name, String value) {
    if (value == null || value.isEmpty()) {
      throw missing(name);
    }
    return value;
  }

  static <T> T required(String name, T value) {
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  static Instant millis(String name, Instant value) {
    return required(name, value).truncatedTo(ChronoUnit.MILLIS);
  }

  private static MissingFieldException missing(String name) {
    return new MissingFieldException(name);
  }
}
