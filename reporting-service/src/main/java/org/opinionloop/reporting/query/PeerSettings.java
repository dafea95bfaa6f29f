package org.opinionloop.reporting.query;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How instances reach each other; the keys are explained in {@code reporting-service.yml}.
 *
 * @param advertised {@code host:port} of this one; empty if it is the only one
 */
@ConfigurationProperties("opinion-loop.reporting.peers")
record PeerSettings(String advertised, String key, Duration timeout) {

  PeerSettings {
    if (!advertised.isBlank() && HostInfo.buildFromEndpoint(advertised) == null) {
      throw new IllegalArgumentException(
          "opinion-loop.reporting.peers.advertised: " + advertised + " (expected: host:port)");
    }
    if (!advertised.isBlank() && key.length() < 16) {
      throw new IllegalArgumentException(
          "opinion-loop.reporting.peers.key: "
              + key.length()
              + " characters (expected: at least 16, the same on all instances)");
    }
  }

  Optional<HostInfo> self() {
    return advertised.isBlank()
        ? Optional.empty()
        : Optional.ofNullable(HostInfo.buildFromEndpoint(advertised));
  }
}
