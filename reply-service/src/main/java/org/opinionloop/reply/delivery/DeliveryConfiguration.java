package org.opinionloop.reply.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.kstream.KStream;
import org.opinionloop.contracts.contact.ContactOpener;
import org.opinionloop.kit.batch.BatchConfiguration;
import org.opinionloop.kit.batch.OutboundMessages;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.kafka.KafkaClients;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.kit.trace.Tracing;
import org.opinionloop.reply.letter.Stationery;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSender;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** Assembles the delivery of letters. */
@Configuration(proxyBeanMethods = false)
@Import(BatchConfiguration.class)
@EnableConfigurationProperties({
  DeliverySettings.class,
  DeliverySettings.Keys.class,
  ContactKeySettings.class
})
class DeliveryConfiguration {

  private static final int MOST_DUE_AT_ONCE = 500;

  @Bean
  ContactOpener contactOpener(DeliverySettings.Keys settings) {
    Map<String, ContactOpener.KeyHalves> keys = new HashMap<>();
    settings
        .keys()
        .forEach(
            (id, pair) ->
                keys.put(id, ContactOpener.KeyHalves.parse(pair.privateKey(), pair.publicKey())));
    return new ContactOpener(keys);
  }

  @Bean
  ContactKeyStore contactKeyStore(@Value("${opinion-loop.state-dir}") Path state) {
    return ContactKeyStore.in(state.resolve("contact-keys"));
  }

  @Bean(initMethod = "start")
  KafkaContactKeys contactKeys(
      ContactKeyStore store,
      ContactKeySettings settings,
      Environment environment,
      MeterRegistry registry) {
    Map<String, Object> consumer = KafkaClients.properties(environment);
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
    Map<String, Object> producer = KafkaClients.properties(environment);
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5000);
    return new KafkaContactKeys(
        store,
        () -> new KafkaConsumer<>(consumer, new StringDeserializer(), new ByteArrayDeserializer()),
        new KafkaProducer<>(producer, new StringSerializer(), new ByteArraySerializer()),
        settings,
        registry);
  }

  @Bean
  ReactiveHealthIndicator contactKeysHealthIndicator(KafkaContactKeys keys) {
    return () ->
        Mono.fromSupplier(() -> (keys.loaded() ? Health.up() : Health.outOfService()).build());
  }

  @Bean
  MailFormat mailFormat(
      DeliverySettings settings,
      @Value("${opinion-loop.reply.letters.office.name.zh-Hans}") String office) {
    String name = settings.mail().name();
    return new MailFormat(settings.mail().from(), name.isEmpty() ? office : name);
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService deliveryWorkers(DeliverySettings settings) {
    return Executors.newFixedThreadPool(settings.concurrency());
  }

  /** For letters that come again, which wait for one another and not new ones for them. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService deliveryRetryWorkers(DeliverySettings settings) {
    return Executors.newFixedThreadPool(settings.concurrency());
  }

  @Bean(destroyMethod = "dispose")
  LoopResources webhookLoops() {
    return LoopResources.create("webhook", 2, true);
  }

  /** Also where letters go other ways by now. */
  @Bean(initMethod = "start")
  OutboxLeftovers outboxLeftovers(DeliverySettings settings, Clock clock) {
    return new OutboxLeftovers(settings.outbox().directory(), clock);
  }

  @Bean
  Postman postman(
      DeliverySettings settings,
      MailFormat format,
      ObjectProvider<JavaMailSender> mail,
      KafkaContactKeys keys,
      ContactOpener opener,
      Stationery stationery,
      ExecutorService deliveryWorkers,
      ExecutorService deliveryRetryWorkers,
      LoopResources webhookLoops,
      MeterRegistry registry,
      Clock clock) {
    List<Route> routes =
        settings.routes().stream()
            .map(code -> route(code, settings, format, mail, webhookLoops))
            .toList();
    return new Postman(
        routes,
        keys,
        opener,
        stationery,
        settings.retries(),
        deliveryWorkers,
        deliveryRetryWorkers,
        registry,
        clock);
  }

  /** Letters issued, and letters due once more, to letters delivered or deferred, by the batch. */
  @Bean
  LetterDelivery deliver(Postman postman, MeterRegistry registry, Tracing tracing, Clock clock) {
    OutboundMessages messages =
        new OutboundMessages("reply-service", new DeadLetterMeter(registry), clock);
    return new LetterDelivery(postman, messages, tracing, clock);
  }

  /** Letters deferred to letters due, when it is time. */
  @Bean
  Function<KStream<String, byte[]>, KStream<String, byte[]>> defer(MeterRegistry registry) {
    Inbound inbound = new Inbound("reply-service", new DeadLetterMeter(registry));
    return deferred -> WaitingRoom.lettersDue(deferred, inbound, MOST_DUE_AT_ONCE);
  }

  private static Route route(
      String code,
      DeliverySettings settings,
      MailFormat format,
      ObjectProvider<JavaMailSender> mail,
      LoopResources webhookLoops) {
    return switch (code) {
      case "smtp" -> {
        JavaMailSender sender = mail.getIfAvailable();
        if (sender == null) {
          throw new IllegalArgumentException(
              "spring.mail.host: missing (expected: the mail server, because letters go by smtp)");
        }
        yield new SmtpRoute(sender, format);
      }
      case "webhook" ->
          new WebhookRoute(
              new Destinations(
                  settings.webhook().internal(),
                  settings.webhook().ports(),
                  InetAddress::getAllByName),
              settings.webhook().timeout(),
              webhookLoops);
      case "outbox" -> new OutboxRoute(settings.outbox().directory(), format);
      default ->
          throw new IllegalArgumentException(
              "opinion-loop.reply.delivery.routes: "
                  + code
                  + " (expected: smtp, webhook or outbox)");
    };
  }
}
