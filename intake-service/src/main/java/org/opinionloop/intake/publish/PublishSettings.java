package org.opinionloop.intake.publish;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How events are published.
 *
 * @param deliveryTimeout after which a record that nobody acknowledged is given up, unless the
 *     cluster is seen to be away before
 * @param linger how long a record waits for company, besides the end of the request before it
 * @param maxInFlight how many records may wait for their acknowledgement at once
 * @param maxInFlightSize and how large all of them together may be
 * @param probeInterval how often the cluster is asked whether it is there
 * @param probeTimeout how long it may take to say so, while it holds the connection
 */
@ConfigurationProperties("opinion-loop.intake.publish")
record PublishSettings(
    @DefaultValue("10s") Duration deliveryTimeout,
    @DefaultValue("0ms") Duration linger,
    @DefaultValue("20000") int maxInFlight,
    @DefaultValue("16MB") DataSize maxInFlightSize,
    @DefaultValue("500ms") Duration probeInterval,
    @DefaultValue("3s") Duration probeTimeout) {

  PublishSettings {
    positive("delivery-timeout", deliveryTimeout);
    positive("probe-interval", probeInterval);
    positive("probe-timeout", probeTimeout);
    if (linger.isNegative() || linger.compareTo(deliveryTimeout) >= 0) {
      throw wrong("linger", linger, "0 ms to less than delivery-timeout");
    }
    if (maxInFlight < 1) {
      throw wrong("max-in-flight", maxInFlight, "1 or more");
    }
    if (maxInFlightSize.toBytes() < DataSize.ofMegabytes(1).toBytes()) {
      throw wrong("max-in-flight-size", maxInFlightSize, "1 MB or more");
    }
  }

  private static void positive(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw wrong(name, value, "1 ms or more");
    }
  }

  private static IllegalArgumentException wrong(String name, Object found, String expected) {
    return new IllegalArgumentException(
        "opinion-loop.intake.publish." + name + ": " + found + " (expected: " + expected + ")");
  }
}
