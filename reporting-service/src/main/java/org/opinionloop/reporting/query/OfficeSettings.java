package org.opinionloop.reporting.query;

import java.util.LinkedHashMap;
import java.util.Map;
import org.opinionloop.reporting.letter.Material;
import org.opinionloop.reporting.letter.Material.Finding;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the office says of itself in its letters; the keys are explained in {@code
 * reporting-service.yml}.
 */
@ConfigurationProperties("opinion-loop.reporting.office")
record OfficeSettings(
    String organ,
    String addressee,
    String signature,
    Map<String, String> channels,
    Map<Finding, String> improvements,
    String outlook) {

  OfficeSettings {
    channels = channels == null ? Map.of() : new LinkedHashMap<>(channels);
    improvements = improvements == null ? Map.of() : Map.copyOf(improvements);
  }

  Material.Office office() {
    return new Material.Office(organ, addressee, signature, channels, improvements, outlook);
  }
}
