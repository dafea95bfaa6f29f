package org.opinionloop.contracts;

/** How soon somebody has to look: danger to life or public safety is {@link #URGENT}. */
public enum Priority {
  NORMAL,
  URGENT
}
