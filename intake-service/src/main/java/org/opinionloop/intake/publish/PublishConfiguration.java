package org.opinionloop.intake.publish;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.opinionloop.kit.kafka.KafkaClients;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import reactor.core.publisher.Mono;

/**
 * The producer and its watch. Whatever is under {@code spring.kafka.properties} goes to every Kafka
 * client here (TLS, SASL and the like), and what is under {@code spring.kafka.producer.properties}
 * to the producer.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PublishSettings.class)
class PublishConfiguration {

  private static final Bindable<Map<String, String>> PROPERTIES =
      Bindable.mapOf(String.class, String.class);

  @Bean
  Producer<String, byte[]> producer(Environment environment, PublishSettings settings) {
    Map<String, Object> properties = KafkaClients.properties(environment);
    int delivery = Math.toIntExact(settings.deliveryTimeout().toMillis());
    int linger = Math.toIntExact(settings.linger().toMillis());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, linger);
    // What comes while a request is under way waits for its end, and goes in one: the more, the
    // fuller, without waiting for company that may not come.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
    properties.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, Math.min(5000, delivery - linger)));
    properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50);
    properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    // Nobody waits in send: see KafkaPublisher for how metadata and buffer are seen to.
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1);
    properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(3650).toMillis());
    // A large record may leave half a batch empty, hence more than twice what may be in flight.
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 3 * settings.maxInFlightSize().toBytes());
    properties.putAll(
        Binder.get(environment)
            .bind("spring.kafka.producer.properties", PROPERTIES)
            .orElseGet(Map::of));
    return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  @Bean
  Admin admin(Environment environment) {
    Map<String, Object> properties = KafkaClients.properties(environment);
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return Admin.create(properties);
  }

  @Bean
  ClusterWatch clusterWatch(
      Admin admin, Producer<String, byte[]> producer, PublishSettings settings) {
    return new ClusterWatch(
        admin, producer, Outlet.topics(), settings.probeInterval(), settings.probeTimeout());
  }

  @Bean
  EventPublisher eventPublisher(
      Producer<String, byte[]> producer,
      ClusterWatch watch,
      PublishSettings settings,
      MeterRegistry meters) {
    KafkaPublisher publisher =
        new KafkaPublisher(
            producer,
            watch::reachable,
            watch::acknowledged,
            new InFlight(settings.maxInFlight(), settings.maxInFlightSize().toBytes()),
            meters);
    watch.onAway(publisher::giveUp);
    return publisher;
  }

  @Bean
  RecentKeys recentKeys(Environment environment) {
    Map<String, Object> properties = KafkaClients.properties(environment);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaTail(properties);
  }

  @Bean
  ReactiveHealthIndicator kafkaHealthIndicator(ClusterWatch watch) {
    return () -> Mono.fromSupplier(() -> (watch.reachable() ? Health.up() : Health.down()).build());
  }
}
