package org.opinionloop.reply.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.KStream;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.event.Faults;
import org.opinionloop.kit.streams.FaultsToDeadLetters;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.kit.trace.Tracing;
import org.opinionloop.reply.correspondence.Correspondence;
import org.opinionloop.reply.letter.LetterComposer;
import org.opinionloop.reply.letter.Stationery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.kafka.config.StreamsBuilderFactoryBeanConfigurer;

/** Assembles the writing of letters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LetterSettings.class, PromiseSettings.class})
class LetterConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(LetterConfiguration.class);

  @Bean
  Stationery stationery(LetterSettings settings) {
    return settings.directory().isEmpty()
        ? Stationery.bundled()
        : Stationery.in(Path.of(settings.directory()));
  }

  @Bean
  LetterTopology letterTopology(
      Stationery stationery,
      LetterSettings letters,
      PromiseSettings promises,
      Taxonomy taxonomy,
      WorkingTime time,
      MeterRegistry registry,
      Tracing tracing) {
    LetterComposer composer = new LetterComposer(stationery, letters.letterhead(), taxonomy, time);
    return new LetterTopology(
        new Inbound(LetterTopology.SERVICE, new DeadLetterMeter(registry), tracing),
        new Correspondence(composer, promises.promises(time), promises.secondHandling()),
        new LetterMeters(registry));
  }

  /** What happens to opinions, from all topics of {@link LetterTopology}, to letters. */
  @Bean
  Function<KStream<String, byte[]>, KStream<String, byte[]>> letters(LetterTopology topology) {
    return topology::letters;
  }

  /**
   * A record that runs into a bug is dead-lettered; a thread that dies, mostly of a broker that was
   * away too long, is followed by another one. Primary, as Boot has one for its meters and the
   * binder takes none at all where it cannot tell which.
   */
  @Bean
  @Primary
  StreamsBuilderFactoryBeanConfigurer lastingStreams(MeterRegistry registry) {
    return factory -> {
      factory.setStreamsConfiguration(
          FaultsToDeadLetters.in(
              factory.getStreamsConfiguration(),
              LetterTopology.SERVICE,
              new DeadLetterMeter(registry)));
      // Else everybody waits until the session of the one that was stopped has lapsed.
      factory.setLeaveGroupOnClose(true);
      // Not by the factory's own setter, which the binder calls after us.
      factory.setKafkaStreamsCustomizer(
          streams -> streams.setUncaughtExceptionHandler(LetterConfiguration::replaced));
    };
  }

  private static StreamThreadExceptionResponse replaced(Throwable fault) {
    LOG.warn("a stream thread ended and is replaced", Faults.withoutMessages(fault));
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
