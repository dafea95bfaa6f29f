package org.opinionloop.reply.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Following the topic of contacts' keys.
 *
 * @param beat how often each partition is given a record that says nothing: Kafka compacts only
 *     what newer records have pushed out of a partition's latest segment, so a destroyed key would
 *     stay on disk for as long as nobody writes behind it
 * @param patience how long a letter waits for its key to be found or known to be missing
 */
@ConfigurationProperties("opinion-loop.reply.contact-keys")
record ContactKeySettings(
    @DefaultValue("3h") Duration beat, @DefaultValue("5m") Duration patience) {

  ContactKeySettings {
    if (beat.toMillis() < 1 || patience.toMillis() < 1) {
      throw new IllegalArgumentException(
          "opinion-loop.reply.contact-keys: "
              + beat
              + ", "
              + patience
              + " (expected: more than nothing)");
    }
  }
}
