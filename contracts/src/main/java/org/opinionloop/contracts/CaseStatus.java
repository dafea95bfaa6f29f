package org.opinionloop.contracts;

/**
 * Where a case stands in the loop. Every case is in exactly one of these, hence the equation that
 * is checked all the time: received = not accepted + merged + open + settled.
 */
public enum CaseStatus {
  RECEIVED(true),
  CLASSIFIED(true),
  ACKNOWLEDGED(true),
  /** Answered and not reopened: settled. */
  ANSWERED(false),
  /** In second handling. */
  REOPENED(true),
  NOT_ACCEPTED(false),
  /** Handed in before by the same person; handled with the earlier case. */
  MERGED(false);

  private final boolean open;

  CaseStatus(boolean open) {
    this.open = open;
  }

  /** Whether the office still owes an answer. */
  public boolean isOpen() {
    return open;
  }
}
