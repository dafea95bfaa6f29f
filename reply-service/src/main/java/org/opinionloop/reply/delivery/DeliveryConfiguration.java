package org.opinionloop.reply.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;
import org.opinionloop.contracts.contact.ContactOpener;
import org.opinionloop.kit.batch.OutboundMessages;
import org.opinionloop.kit.batch.RawHeaders;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.kit.trace.Tracing;
import org.opinionloop.reply.letter.Stationery;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** Assembles the delivery of letters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeliverySettings.class, DeliverySettings.Keys.class})
class DeliveryConfiguration {

  private static final int MOST_DUE_AT_ONCE = 500;

  @Bean(RawHeaders.BEAN)
  RawHeaders headers() {
    return new RawHeaders();
  }

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

  @Bean
  Postman postman(
      DeliverySettings settings,
      MailFormat format,
      ObjectProvider<JavaMailSender> mail,
      ContactOpener opener,
      Stationery stationery,
      ExecutorService deliveryWorkers,
      MeterRegistry registry,
      Clock clock) {
    List<Route> routes =
        settings.routes().stream().map(code -> route(code, settings, format, mail)).toList();
    return new Postman(
        routes, opener, stationery, settings.retries(), deliveryWorkers, registry, clock);
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
      ObjectProvider<JavaMailSender> mail) {
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
              new Destinations(settings.webhook().internal()), settings.webhook().timeout());
      case "outbox" -> new OutboxRoute(settings.outbox().directory(), format);
      default ->
          throw new IllegalArgumentException(
              "opinion-loop.reply.delivery.routes: "
                  + code
                  + " (expected: smtp, webhook or outbox)");
    };
  }
}
