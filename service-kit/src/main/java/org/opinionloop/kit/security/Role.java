package org.opinionloop.kit.security;

/** Whom a key belongs to. */
public enum Role {
  /** Hands in opinions through its own channels. */
  CHANNEL,
  /** Answers and corrects for a unit, and sees its work list. */
  OFFICER,
  /** Reads figures and work lists. */
  ANALYST,
  /** Brings in history: may say when things happened. */
  IMPORTER,
  /** Looks after the services: dead letters and whatever else is under {@code /actuator}. */
  OPERATOR
}
