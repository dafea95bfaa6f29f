package org.opinionloop.intake.opinion;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.contact.ContactSealer;
import org.opinionloop.intake.contact.SenderTags;
import org.opinionloop.intake.publish.EventPublisher;
import org.opinionloop.intake.publish.RecentKeys;
import org.opinionloop.intake.request.Accepted;
import org.opinionloop.intake.text.Languages;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Puts the reception together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeSettings.class)
class OpinionConfiguration {

  @Bean
  OpinionIds opinionIds(@Value("${opinion-loop.id-secret:#{null}}") @Nullable String idSecret) {
    return new OpinionIds(idSecret, new SecureRandom());
  }

  @Bean
  Reception reception(
      IntakeSettings settings,
      OpinionIds ids,
      WorkingTime workingTime,
      Languages languages,
      ContactSealer sealer,
      SenderTags senders,
      EventPublisher publisher,
      Remembered remembered,
      Clock clock,
      MeterRegistry meters) {
    Channels channels = new Channels(settings.channels(), settings.aliases());
    SecureRandom random = new SecureRandom();
    return new Reception(
        new SubmissionReader(channels, languages, workingTime.zone(), clock),
        ids,
        sealer,
        senders,
        random,
        publisher,
        remembered,
        clock,
        meters);
  }

  @Bean
  Languages languages() {
    return new Languages();
  }

  @Bean
  Remembered remembered(IntakeSettings settings) {
    return new Remembered(settings.remembered());
  }

  @Bean(initMethod = "start")
  Recollection recollection(RecentKeys recent, Remembered remembered, IntakeSettings settings) {
    return new Recollection(recent, remembered, settings.remembered());
  }

  @Bean
  ReactiveHealthIndicator recollectionHealthIndicator(Remembered remembered) {
    return () ->
        Mono.fromSupplier(
            () -> (remembered.isRecalled() ? Health.up() : Health.outOfService()).build());
  }

  @Bean
  Accepted.Template acceptedTemplate(IntakeSettings settings) {
    return new Accepted.Template(settings.statusUrl());
  }
}
