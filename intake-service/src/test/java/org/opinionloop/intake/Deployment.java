package org.opinionloop.intake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.contact.ContactOpener;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker and the real service, for tests. */
final class Deployment implements AutoCloseable {

  static final String CHANNEL = "test-channel-key";
  static final String HOTLINE = "test-hotline-key";
  static final String OFFICER = "test-officer-key";
  static final String CHIEF = "test-chief-key";
  static final String ANALYST = "test-analyst-key";
  static final String IMPORTER = "test-importer-key";

  private final EmbeddedKafkaKraftBroker broker;
  private final KeyPair contactKeys = keys();
  private ConfigurableApplicationContext service;

  Deployment() {

    broker = new EmbeddedKafkaKraftBroker(1, 6);
    // History is old: the broker must not tidy it away while the test looks.
    broker.brokerProperty("log.retention.ms", "-1");
    broker.brokerProperty("offsets.topic.replication.factor", "1");
    broker.brokerProperty("auto.create.topics.enable", "false");
    broker.afterPropertiesSet();
    broker.addTopics(
        Stream.concat(Topics.ALL.stream(), Stream.of(Topics.CONTACT_KEYS))
            .map(topic -> new NewTopic(topic, 6, (short) 1))
            .toArray(NewTopic[]::new));
    service = start();
  }

  private ConfigurableApplicationContext start(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--logging.config=classpath:logback-test.xml",
                "--logging.level.root=WARN",
                "--spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                "--opinion-loop.id-secret=a secret of the tests only",
                "--opinion-loop.contact.key-id=test",
                "--opinion-loop.contact.public-key="
                    + base64(contactKeys.getPublic().getEncoded())));
    key(arguments, 0, CHANNEL, "CHANNEL", "*", null);
    key(arguments, 1, HOTLINE, "CHANNEL", "hotline", null);
    key(arguments, 2, OFFICER, "OFFICER", null, "TRANSPORT");
    key(arguments, 3, CHIEF, "OFFICER", null, "*");
    key(arguments, 4, ANALYST, "ANALYST", null, null);
    key(arguments, 5, IMPORTER, "IMPORTER", "*", null);
    arguments.addAll(List.of(more));
    return IntakeApplication.builder().run(arguments.toArray(String[]::new));
  }

  void restart(String... more) {
    service.close();
    service = start(more);
  }

  int port() {
    return ((ReactiveWebServerApplicationContext) service).getWebServer().getPort();
  }

  <T> T bean(Class<T> type) {
    return service.getBean(type);
  }

  ContactOpener opener() {
    return new ContactOpener(
        Map.of(
            "test",
            ContactOpener.KeyHalves.parse(
                base64(contactKeys.getPrivate().getEncoded()),
                base64(contactKeys.getPublic().getEncoded()))));
  }

  /** Every record that is on the topic now. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    Map<String, Object> properties = Map.of("bootstrap.servers", broker.getBrokersAsString());
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  void stopBroker() {
    broker.getCluster().brokers().values().forEach(each -> each.shutdown());
  }

  void startBroker() {
    broker.getCluster().brokers().values().forEach(each -> each.startup());
  }

  @Override
  public void close() {
    service.close();
    broker.destroy();
  }

  private static void key(
      List<String> arguments, int i, String key, String role, String channels, String unit) {
    String prefix = "--opinion-loop.security.keys[" + i + "].";
    arguments.add(prefix + "name=" + key.replace("-key", ""));
    arguments.add(prefix + "sha256=" + sha256(key));
    arguments.add(prefix + "role=" + role);
    if (channels != null) {
      arguments.add(prefix + "channels=" + channels);
    }
    if (unit != null) {
      arguments.add(prefix + "unit=" + unit);
    }
  }

  private static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("X25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
