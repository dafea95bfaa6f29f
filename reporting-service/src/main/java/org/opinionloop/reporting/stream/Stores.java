package org.opinionloop.reporting.stream;

/** The names of the state stores. */
public final class Stores {

  /** Opinion id to {@link Entry}. */
  public static final String CASES = "cases";

  /** {@link WorkKey} to theme. */
  public static final String WORK = "work";

  /** Alarm and opinion id, to nothing: who wants to be told the time, in its order. */
  static final String ALARMS = "alarms";

  /** Cell key to {@link CellState}. */
  public static final String CELLS = "cells";

  /** Channel and theme to the tally of this partition's cells. */
  static final String TOTALS = "totals";

  private Stores() {}
}
