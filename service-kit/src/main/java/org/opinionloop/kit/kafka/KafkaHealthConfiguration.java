package org.opinionloop.kit.kafka;

import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The health contributor {@code kafka}, unless the service has a better one. An auto-configuration,
 * so that it comes after whatever the service says.
 */
@AutoConfiguration
public class KafkaHealthConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "kafkaHealthIndicator")
  KafkaHealth kafkaHealthIndicator(Environment environment) {
    return new KafkaHealth(
        KafkaClients.properties(environment), Duration.ofSeconds(1), Duration.ofSeconds(2));
  }
}
