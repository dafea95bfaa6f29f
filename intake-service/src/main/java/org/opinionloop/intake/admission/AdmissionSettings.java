package org.opinionloop.intake.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests are worked on at once, and how long they may wait for that; more are refused,
 * as waiting ones would only take memory and time from the others.
 *
 * @param maxRequests single requests of those with a key
 * @param maxPublicRequests at the doors that need none
 * @param maxFiles files, each of which holds up to a window of lines
 * @param maxWait until the thread comes round that reads a request
 */
@ConfigurationProperties("opinion-loop.intake.admission")
record AdmissionSettings(
    @DefaultValue("512") int maxRequests,
    @DefaultValue("128") int maxPublicRequests,
    @DefaultValue("16") int maxFiles,
    @DefaultValue("2s") Duration maxWait) {

  AdmissionSettings {
    positive("max-requests", maxRequests);
    positive("max-public-requests", maxPublicRequests);
    positive("max-files", maxFiles);
    if (maxWait.isZero() || maxWait.isNegative()) {
      throw new IllegalArgumentException(
          "opinion-loop.intake.admission.max-wait: "
              + maxWait
              + " (expected: longer than nothing)");
    }
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "opinion-loop.intake.admission." + name + ": " + value + " (expected: 1 or more)");
    }
  }
}
