package org.opinionloop.local.topics;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For how long brokers remember how far a group of consumers had come when it went. One that comes
 * back later reads its topics from the beginning: reply-service would send every letter again.
 */
final class OffsetRetention {

  /** The brokers' setting, in minutes. */
  static final String SETTING = "offsets.retention.minutes";

  private static final Duration LEAST = Duration.ofDays(30);

  private OffsetRetention() {}

  /**
   * One sentence, if it is too short or cannot be known.
   *
   * @param minutes as a broker says; null if it does not
   */
  static Optional<String> difference(@Nullable String minutes) {
    if (minutes != null && Long.parseLong(minutes) >= LEAST.toMinutes()) {
      return Optional.empty();
    }
    return Optional.of(
        "brokers: "
            + SETTING
            + " is "
            + (minutes == null ? "not told" : minutes)
            + " (expected: at least "
            + LEAST.toMinutes()
            + "; a service that stands still for longer reads everything again, and every letter is"
            + " sent again)");
  }
}
