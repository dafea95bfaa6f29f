package org.opinionloop.kit.deadletters;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.kafka.KafkaClients;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The desk where operators see to dead letters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeadLetterSettings.class)
public class DeadLetterConfiguration {

  @Bean
  DeadLetterDesk deadLetterDesk(
      Environment environment, DeadLetterSettings settings, MeterRegistry meters, Clock clock) {
    return new DeadLetterDesk(
        KafkaClients.properties(environment),
        environment.getRequiredProperty("spring.application.name"),
        new DeadLetterTopics(settings),
        new DeadLetterMeter(meters),
        clock);
  }

  @Bean
  DeadLetterController deadLetterController(DeadLetterDesk desk) {
    return new DeadLetterController(desk);
  }
}
