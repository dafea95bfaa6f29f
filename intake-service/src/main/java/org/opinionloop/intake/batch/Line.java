package org.opinionloop.intake.batch;

/** One line of a file, or one record of several lines; numbered from 1 by where it begins. */
sealed interface Line {

  /** Where it begins. */
  long number();

  /** A line that is there, without its end. */
  record Whole(long number, byte[] bytes) implements Line {}

  /**
   * A line that cannot be read.
   *
   * @param reason for people, without a word of the line
   */
  record Unreadable(long number, String reason) implements Line {}
}
