package org.opinionloop.intake.opinion;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What comes in, and what is said to it.
 *
 * @param channels the codes of the channels
 * @param aliases other names of theirs
 * @param statusUrl where a person looks up progress; {@code {id}} stands for the number
 * @param remembered how many opinions are remembered to answer repeats with 200
 */
@ConfigurationProperties("opinion-loop.intake")
record IntakeSettings(
    @DefaultValue({"website", "hotline", "social-media", "meeting", "service-window"})
        Set<String> channels,
    @DefaultValue Map<String, String> aliases,
    @DefaultValue("http://127.0.0.1:8084/v1/opinions/{id}") String statusUrl,
    @DefaultValue("100000") int remembered) {

  IntakeSettings {
    channels = java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(channels));
    aliases = Map.copyOf(aliases);
    if (channels.isEmpty()) {
      throw new IllegalArgumentException(
          "opinion-loop.intake.channels: none (expected: at least one code)");
    }
    if (!statusUrl.contains("{id}")) {
      throw new IllegalArgumentException(
          "opinion-loop.intake.status-url: " + statusUrl + " (expected: a URL with {id} in it)");
    }
    if (remembered < 0 || remembered > LatestIds.MOST) {
      throw new IllegalArgumentException(
          "opinion-loop.intake.remembered: "
              + remembered
              + " (expected: 0 to "
              + LatestIds.MOST
              + ")");
    }
  }
}
