package org.opinionloop.kit.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What every plain Kafka client of a service is given: {@code spring.kafka.bootstrap-servers}, and
 * whatever is under {@code spring.kafka.properties} (TLS, SASL and the like).
 */
public final class KafkaClients {

  private static final Bindable<Map<String, String>> PROPERTIES =
      Bindable.mapOf(String.class, String.class);

  private KafkaClients() {}

  /** A fresh map, to be added to. */
  public static Map<String, Object> properties(Environment environment) {
    Map<String, Object> properties =
        new HashMap<>(
            Binder.get(environment).bind("spring.kafka.properties", PROPERTIES).orElseGet(Map::of));
    properties.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        environment.getRequiredProperty("spring.kafka.bootstrap-servers"));
    return properties;
  }
}
