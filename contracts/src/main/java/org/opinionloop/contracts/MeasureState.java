package org.opinionloop.contracts;

/** How far a measure has come. */
public enum MeasureState {
  PLANNED,
  UNDER_WAY,
  /** Done as promised; the end. */
  KEPT,
  /** Given up, with a reason; the end. */
  DROPPED;

  /** Whether it is still to be kept. */
  public boolean isOpen() {
    return this == PLANNED || this == UNDER_WAY;
  }

  /** Whether a measure may go from here to there. */
  public boolean leadsTo(MeasureState next) {
    return isOpen() && compareTo(next) < 0;
  }
}
