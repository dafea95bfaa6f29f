package org.opinionloop.kit.deadletters;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an operator may do about dead letters.
 *
 * @param consumers whose dead letters are this service's, as they call themselves in {@code
 *     dlt-consumer}
 * @param maxReplays after how many replays that failed a record is parked
 */
@ConfigurationProperties("opinion-loop.dead-letters")
record DeadLetterSettings(List<String> consumers, int maxReplays) {

  DeadLetterSettings {
    consumers = List.copyOf(consumers);
    if (maxReplays < 1) {
      throw new IllegalArgumentException(
          "opinion-loop.dead-letters.max-replays: " + maxReplays + " (expected: 1 or more)");
    }
  }
}
