package org.opinionloop.reporting.query;

import java.time.Clock;
import java.time.Instant;
import org.opinionloop.contracts.Instants;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.reporting.cases.Policy;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.print.LetterPdf;
import org.opinionloop.reporting.stream.LoopStreams;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** What the doors are made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PeerSettings.class, WeightSettings.class, OfficeSettings.class})
class QueryConfiguration {

  @Bean
  LocalAnswers localAnswers(LoopStreams streams, Policy policy, PeerSettings settings) {
    return new LocalAnswers(streams, policy, settings);
  }

  @Bean
  Office office(LoopStreams streams, LocalAnswers local, PeerSettings settings) {
    return new Office(streams, local, new Peers(settings), settings);
  }

  @Bean
  Weights weights(WeightSettings settings) {
    return settings.weights();
  }

  @Bean
  Materials materials(
      Office office,
      OfficeSettings settings,
      Taxonomy taxonomy,
      Weights weights,
      WorkingTime time,
      Clock clock) {
    return new Materials(office, settings, taxonomy, weights, time, clock);
  }

  @Bean
  LetterPdf letterPdf() {
    return new LetterPdf();
  }

  /** Instants as everywhere in the house: UTC with milliseconds. */
  @Bean
  JacksonModule instants() {
    return new SimpleModule("instants")
        .addSerializer(
            new StdSerializer<Instant>(Instant.class) {
              @Override
              public void serialize(
                  Instant value, JsonGenerator generator, SerializationContext context) {
                generator.writeString(Instants.format(value));
              }
            });
  }
}
