package org.opinionloop.reporting.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.KStream;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.event.Faults;
import org.opinionloop.kit.streams.FaultsToDeadLetters;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.kit.trace.Tracing;
import org.opinionloop.reporting.cases.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.config.StreamsBuilderFactoryBeanConfigurer;

/** Puts the topology into the binder's hands. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PolicySettings.class, IssueSettings.class})
class StreamConfiguration {

  private static final String SERVICE = "reporting-service";
  private static final Logger LOG = LoggerFactory.getLogger(StreamConfiguration.class);

  /**
   * All topics of opinions and letters in, cases and metrics out, see {@link LoopTopology}; and
   * what is about no single opinion, see {@link OfficeTopology}.
   */
  @Bean
  BiConsumer<KStream<String, byte[]>, KStream<String, byte[]>> loop(
      Policy policy, IssueSettings issues, MeterRegistry registry, Tracing tracing) {
    Inbound inbound = new Inbound(SERVICE, new DeadLetterMeter(registry), tracing);
    LoopTopology loop = new LoopTopology(inbound, policy, issues, registry);
    OfficeTopology office = new OfficeTopology(inbound, policy.time());
    return (opinions, others) -> {
      loop.build(opinions);
      office.build(others);
    };
  }

  /**
   * A record that runs into a bug is dead-lettered. A thread that ends is started anew, but not for
   * ever: then liveness says so. Primary, as Boot has one for its meters and the binder takes none
   * at all where it cannot tell which.
   */
  @Bean
  @Primary
  StreamsBuilderFactoryBeanConfigurer faults(MeterRegistry registry, LoopStreams loop) {
    return factory -> {
      Properties settings = Objects.requireNonNull(factory.getStreamsConfiguration());
      factory.setStreamsConfiguration(
          FaultsToDeadLetters.in(settings, SERVICE, new DeadLetterMeter(registry)));
      // Else everybody waits until the session of the one that was stopped has lapsed.
      factory.setLeaveGroupOnClose(true);
      // Not by the factory's own setters, which the binder calls after us.
      String endpoint = settings.getProperty(StreamsConfig.APPLICATION_SERVER_CONFIG, "");
      factory.setKafkaStreamsCustomizer(
          streams -> {
            streams.setUncaughtExceptionHandler(new Restarts());
            loop.follow(streams, endpoint);
          });
    };
  }

  @Bean
  LoopStreams loopStreams(ObjectProvider<StreamsBuilderFactoryBean> factory) {
    return new LoopStreams(factory);
  }

  /** The policy, also for those who read the stores. */
  @Bean
  Policy policy(PolicySettings settings, WorkingTime time, Taxonomy taxonomy) {
    return settings.policy(time, taxonomy);
  }

  /** Ready once the stores are restored and every partition runs. */
  @Bean
  HealthIndicator loopHealthIndicator(LoopStreams streams) {
    return () -> streams.isRunning() ? Health.up().build() : Health.outOfService().build();
  }

  /** Alive unless it has ended for good: whoever looks after the process starts it anew. */
  @Bean
  HealthIndicator streamsHealthIndicator(LoopStreams streams) {
    return () -> streams.isBroken() ? Health.down().build() : Health.up().build();
  }

  private static final class Restarts implements StreamsUncaughtExceptionHandler {

    private static final int MOST = 10;
    private static final long WINDOW = Duration.ofMinutes(5).toNanos();

    private final Deque<Long> recent = new ArrayDeque<>();

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable fault) {
      LOG.error("a stream thread ended in a fault", Faults.withoutMessages(fault));
      long now = System.nanoTime();
      recent.addLast(now);
      while (now - recent.getFirst() > WINDOW) {
        recent.removeFirst();
      }
      return recent.size() > MOST
          ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
          : StreamThreadExceptionResponse.REPLACE_THREAD;
    }
  }
}
