package org.opinionloop.kit.event;

import java.util.Locale;

/** The three kinds of trouble with a record. */
public enum Trouble {
  /** It cannot be read and never will be: dead-lettered at once. */
  MALFORMED,
  /** Something it needs was away, for longer than we retry. */
  TRANSIENT,
  /** A bug on our side. */
  FAULT;

  /** As it stands in headers and meter tags. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
