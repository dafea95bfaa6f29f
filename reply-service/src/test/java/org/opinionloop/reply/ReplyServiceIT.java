package org.opinionloop.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.Validity;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.contracts.contact.ContactKey;
import org.opinionloop.contracts.contact.ContactSealer;
import org.opinionloop.contracts.contact.ContactWithdrawn;
import org.opinionloop.kit.streams.FaultsToDeadLetters;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * The guarantee of this service: every classified opinion has exactly one first letter, which is
 * delivered once, whatever comes twice or is unreadable, and across a stop and a start.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplyServiceIT {

  private static final int OPINIONS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private int malformed;
  private EmbeddedKafkaKraftBroker broker;
  private KafkaProducer<byte[], byte[]> producer;
  private KeyPair keys;
  @TempDir private Path data;

  @BeforeAll
  void startTheBroker() throws Exception {
    List<String> topics =
        Stream.concat(
                Stream.concat(Topics.ALL.stream(), Topics.ALL.stream().map(Topics::deadLetters)),
                Stream.of(Topics.CONTACT_KEYS))
            .toList();
    broker = new EmbeddedKafkaKraftBroker(1, 6, topics.toArray(String[]::new));
    // History is old: the broker must not tidy it away while the test looks.
    broker.brokerProperty("log.retention.ms", "-1");
    broker.brokerProperty("transaction.state.log.replication.factor", "1");
    broker.brokerProperty("transaction.state.log.min.isr", "1");
    broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
    broker.afterPropertiesSet();
    producer =
        new KafkaProducer<>(
            // One batch at a time: to a new partition a second may overtake the first
            // (KAFKA-15591).
            Map.of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "linger.ms",
                "5",
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    keys = KeyPairGenerator.getInstance("X25519").generateKeyPair();
  }

  @AfterAll
  void stopTheBroker() {
    producer.close();
    broker.destroy();
  }

  @Test
  void everyOpinionGetsOneFirstLetterDeliveredOnceAcrossAStopAndAStart() throws Exception {
    ContactSealer sealer = new ContactSealer("test", base64(keys.getPublic().getEncoded()));
    Random random = new Random(5);
    SecureRandom secure = new SecureRandom();
    Set<String> withdrawn = new HashSet<>();
    ConfigurableApplicationContext first = start();
    await().atMost(PATIENCE).until(() -> isReady(first));
    assertThat(first.getBeansOfType(StreamsBuilderFactoryBean.class).values())
        .allSatisfy(
            streams ->
                assertThat(streams.getStreamsConfiguration())
                    .containsEntry(
                        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                        FaultsToDeadLetters.class))
        .isNotEmpty();

    for (int n = 0; n < OPINIONS; n++) {
      OpinionId id = ReplyFixtures.opinion(n);
      SealedContact sealed = null;
      if (n % 2 != 0) {
        ContactKey own = ContactKey.random(id, secure);
        sealed = sealer.seal(new Contact("赵𠮷祥", "reader" + n + "@example.org", null, null), own);
        sendKey(own.recordKey(), own.secret());
        if (n % 20 == 1) {
          withdrawn.add(id.value());
          sendKey(
              id.value(),
              JsonCodec.of(ContactWithdrawn.class)
                  .encode(new ContactWithdrawn(id, "person", ReplyFixtures.RECEIVED)));
        }
      }
      OpinionClassified classified =
          ReplyFixtures.classified(
              id,
              n % 10 == 9 ? Validity.GIBBERISH : Validity.VALID,
              ReplyFixtures.envelope("zh-Hans", false, true, sealed));
      send(Topics.OPINIONS_CLASSIFIED, classified, OpinionClassified.class);
      if (random.nextInt(4) == 0) {
        send(Topics.OPINIONS_CLASSIFIED, classified, OpinionClassified.class);
      }
      if (n % 50 == 0) {
        OpinionAnswered answered = ReplyFixtures.answered(id, 30, "已经增开班次。");
        send(Topics.OPINIONS_ANSWERED, answered, OpinionAnswered.class);
        send(Topics.OPINIONS_ANSWERED, answered, OpinionAnswered.class);
        malformed(Topics.OPINIONS_CLASSIFIED, id);
        malformed(Topics.LETTERS_ISSUED, id);
      }
      if (n == OPINIONS / 2) {
        producer.flush();
        await().atMost(PATIENCE).until(() -> !read(Topics.LETTERS_DELIVERED).isEmpty());
        first.close();
      }
    }
    producer.flush();
    try (ConfigurableApplicationContext second = start()) {
      await()
          .atMost(PATIENCE)
          .until(() -> read(Topics.LETTERS_DELIVERED).size() >= OPINIONS + OPINIONS / 50);
      await().atMost(PATIENCE).until(() -> isReady(second));
      await().atMost(PATIENCE).until(() -> struckKeys().equals(withdrawn));
    }
    assertThat(withdrawn).hasSize(OPINIONS / 20);

    List<LetterIssued> letters =
        read(Topics.LETTERS_ISSUED).stream()
            .filter(record -> record.value()[0] == '{')
            .map(record -> JsonCodec.of(LetterIssued.class).decode(record.value()))
            .toList();
    List<LetterDelivered> deliveries =
        read(Topics.LETTERS_DELIVERED).stream()
            .map(record -> JsonCodec.of(LetterDelivered.class).decode(record.value()))
            .toList();
    assertThat(
            letters.stream()
                .filter(letter -> letter.kind().acknowledges())
                .map(letter -> letter.opinionId().value()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, OPINIONS).mapToObj(n -> ReplyFixtures.opinion(n).value()).toList());
    assertThat(letters).hasSize(OPINIONS + OPINIONS / 50);
    assertThat(deliveries)
        .allSatisfy(
            delivery ->
                assertThat(delivery.outcome())
                    .isEqualTo(
                        withdrawn.contains(delivery.opinionId().value())
                            ? DeliveryOutcome.SUPPRESSED
                            : DeliveryOutcome.DELIVERED))
        .extracting(delivery -> delivery.letterId().value())
        .containsExactlyInAnyOrderElementsOf(
            letters.stream().map(letter -> letter.letterId().value()).toList());
    assertThat(outbox())
        .containsExactlyInAnyOrderElementsOf(
            letters.stream()
                .filter(letter -> !withdrawn.contains(letter.opinionId().value()))
                .map(letter -> letter.letterId().value() + ".eml")
                .collect(Collectors.toSet()));
    assertThat(read(Topics.deadLetters(Topics.OPINIONS_CLASSIFIED))).hasSize(OPINIONS / 50);
    assertThat(read(Topics.deadLetters(Topics.LETTERS_ISSUED)))
        .hasSize(OPINIONS / 50)
        .allSatisfy(
            record ->
                assertThat(
                        new String(
                            record.headers().lastHeader("dlt-reason").value(),
                            StandardCharsets.UTF_8))
                    .isEqualTo("malformed"));
    assertThat(read(Topics.LETTERS_ISSUED))
        .noneMatch(
            record ->
                new String(record.value(), StandardCharsets.UTF_8).matches("(?s).*(赵|reader).*"));
  }

  private ConfigurableApplicationContext start() {
    return ReplyApplication.builder()
        .run(
            "--server.port=0",
            "--spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
            "--opinion-loop.state-dir=" + data.resolve("state"),
            "--opinion-loop.reply.delivery.outbox.directory=" + data.resolve("outbox"),
            "--opinion-loop.contact.keys.test.private-key="
                + base64(keys.getPrivate().getEncoded()),
            "--opinion-loop.contact.keys.test.public-key=" + base64(keys.getPublic().getEncoded()));
  }

  private static boolean isReady(ConfigurableApplicationContext context) {
    int port = ((WebServerApplicationContext) context).getWebServer().getPort();
    URI readiness = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(readiness).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <T extends Event> void send(String topic, T event, Class<T> type) {
    send(topic, event.opinionId(), JsonCodec.of(type).encode(event));
  }

  /** Of any size that the topic takes, and with headers that mean something to somebody. */
  private void malformed(String topic, OpinionId id) {
    byte[] value = new byte[malformed++ % 2 == 0 ? 1 : 1_048_000];
    Arrays.fill(value, (byte) '[');
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, id.value().getBytes(StandardCharsets.UTF_8), value);
    record.headers().add("id", value(1)).add("timestamp", null).add("errorChannel", value(2));
    record.headers().add("kafka_topic", value(3)).add("spring_json_header_types", null);
    var unused = producer.send(record);
  }

  private static byte[] value(int n) {
    return new byte[] {(byte) n};
  }

  private void send(String topic, OpinionId id, byte[] value) {
    var unused =
        producer.send(
            new ProducerRecord<>(topic, id.value().getBytes(StandardCharsets.UTF_8), value));
  }

  private void sendKey(String recordKey, byte[] value) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.CONTACT_KEYS, recordKey.getBytes(StandardCharsets.UTF_8), value));
  }

  /** The opinions whose keys are struck from the topic. */
  private Set<String> struckKeys() {
    return read(Topics.CONTACT_KEYS).stream()
        .filter(record -> record.value() == null)
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .filter(key -> key.contains("/"))
        .map(key -> key.substring(0, key.indexOf('/')))
        .collect(Collectors.toSet());
  }

  /** Everything that is committed on this topic. */
  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  private Set<String> outbox() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("outbox"))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
