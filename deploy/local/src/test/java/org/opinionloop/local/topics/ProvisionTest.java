package org.opinionloop.local.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvisionTest {

  @Test
  void takesTheClusterAndItsSecurityFromTheEnvironmentAsTheServicesDo() {
    assertThat(
            Provision.client(
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", "kafka:9093",
                    "SPRING_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL",
                    "SPRING_KAFKA_PROPERTIES_SSL_TRUSTSTORE_TYPE", "PEM",
                    "PATH", "/usr/bin")))
        .isEqualTo(
            Map.of(
                "bootstrap.servers", "kafka:9093",
                "security.protocol", "SASL_SSL",
                "ssl.truststore.type", "PEM"));
  }

  @Test
  void reachesAnotherClusterWithTheSameSecurity() {
    assertThat(
            Provision.client(
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", "kafka:9093",
                    "SPRING_KAFKA_PROPERTIES_SASL_MECHANISM", "PLAIN"),
                "other:9093"))
        .isEqualTo(Map.of("bootstrap.servers", "other:9093", "sasl.mechanism", "PLAIN"));
  }

  @Test
  void looksForTheClusterOnThisMachineWhereNothingIsSaid() {
    assertThat(Provision.client(Map.of())).isEqualTo(Map.of("bootstrap.servers", "127.0.0.1:9092"));
  }
}
