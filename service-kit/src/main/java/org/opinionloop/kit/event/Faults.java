package org.opinionloop.kit.event;

import org.jspecify.annotations.Nullable;

/**
 * Faults as they may stand in a log: where they happened, without what they say, which may be
 * somebody's words.
 */
public final class Faults {

  private Faults() {}

  /** A copy with the same stack and the same causes, and class names for messages. */
  public static Throwable withoutMessages(Throwable fault) {
    return copy(fault, 0);
  }

  private static Throwable copy(Throwable fault, int depth) {
    @Nullable Throwable cause = fault.getCause();
    RuntimeException copy =
        new RuntimeException(
            fault.getClass().getName(),
            cause == null || cause == fault || depth > 8 ? null : copy(cause, depth + 1));
    copy.setStackTrace(fault.getStackTrace());
    return copy;
  }
}
