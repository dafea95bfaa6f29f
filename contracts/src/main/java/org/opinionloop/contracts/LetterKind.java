package org.opinionloop.contracts;

/** What a letter is for: 受理告知, 不予受理告知, 延期告知, 答复, 重办告知, 归并告知. */
public enum LetterKind {
  ACKNOWLEDGEMENT,
  NOT_ACCEPTED,
  EXTENSION,
  ANSWER,
  SECOND_HANDLING,
  MERGED;

  /** Whether this is the first letter, by which the office says that it has read the opinion. */
  public boolean acknowledges() {
    return this == ACKNOWLEDGEMENT || this == NOT_ACCEPTED;
  }
}
