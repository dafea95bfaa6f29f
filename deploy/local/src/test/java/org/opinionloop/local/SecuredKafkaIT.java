package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.Topics;
import org.opinionloop.local.broker.EmbeddedBroker;
import org.opinionloop.local.topics.Repartition;
import org.opinionloop.local.topics.TopicCatalogue;
import org.opinionloop.local.topics.TopicProvisioner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A cluster that takes nobody without TLS and a password, as clusters of any office do: the
 * services reach it with the settings that the README shows, and say so when those are wrong; and
 * the loop can move to another one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class SecuredKafkaIT {

  private static final String PASSWORD = "Correct-Horse-7";
  private static final String WRONG = "Wrong-Battery-9";
  private static final String STORE = "changeit-store";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private static Path data;
  private final Ports ports = RunningLoop.freePorts();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private EmbeddedBroker broker;

  @BeforeAll
  void startTheBroker() throws Exception {
    authority("office");
    authority("stranger");
    broker = secured("kafka", ports.kafka());
    makeTopics(broker);
  }

  private static EmbeddedBroker secured(String directory, int port) throws IOException {
    return EmbeddedBroker.start(
        data.resolve(directory),
        port,
        Map.ofEntries(
            Map.entry("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT"),
            Map.entry("ssl.keystore.location", data.resolve("office.p12").toString()),
            Map.entry("ssl.keystore.type", "PKCS12"),
            Map.entry("ssl.keystore.password", STORE),
            Map.entry("ssl.truststore.location", data.resolve("office.pem").toString()),
            Map.entry("ssl.truststore.type", "PEM"),
            Map.entry("sasl.enabled.mechanisms", "PLAIN"),
            Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
            Map.entry(
                "listener.name.clients.plain.sasl.jaas.config",
                login("broker", PASSWORD)
                    .replace(";", " user_broker=\"%1$s\" user_loop=\"%1$s\";")
                    .formatted(PASSWORD))));
  }

  private void makeTopics(EmbeddedBroker where) throws Exception {
    try (Admin admin = Admin.create(client(where))) {
      new TopicProvisioner(admin).provision(TopicCatalogue.shipped());
    }
  }

  @AfterAll
  void stopTheBroker() {
    threads.shutdownNow();
    broker.close();
  }

  @Test
  void theWholeWayFromTheDoorToTheLetterGoesThroughIt() throws Exception {
    List<Service> running = new ArrayList<>();
    try {
      List<CompletableFuture<Service>> starting = new ArrayList<>();
      for (Service.Which which : Service.Which.values()) {
        starting.add(start(which, security("office.pem", PASSWORD)));
      }
      for (CompletableFuture<Service> each : starting) {
        running.add(each.get(120, TimeUnit.SECONDS));
      }
      Doors doors = new Doors(ports);
      for (Service.Which which : Service.Which.values()) {
        await().atMost(PATIENCE).until(() -> doors.isReady(which.port(ports)));
      }

      String id = doors.handIn("公园的长椅坏了两张，请来修一修。");
      plantAForeignRecord(broker);

      Doors.awaitLetter(data.resolve("outbox"), id);
      doors.awaitAcknowledged(id);
      await("the dead letter on its desk")
          .atMost(PATIENCE)
          .until(
              () ->
                  doors
                      .get(ports.classifier(), "/actuator/deadletters", "local-operator-key")
                      .toString()
                      .contains("\"reason\":\"malformed\""));
    } finally {
      running.forEach(Service::close);
    }
  }

  @Test
  void whatTheTopicsHoldMovesToAnotherClusterThatIsSecuredAlike() throws Exception {
    Ports others = RunningLoop.freePorts();
    Map<String, String> environment = new HashMap<>();
    settings("office.pem", PASSWORD)
        .forEach(
            (key, value) ->
                environment.put(
                    "SPRING_KAFKA_PROPERTIES_" + key.toUpperCase(Locale.ROOT).replace('.', '_'),
                    value));

    try (EmbeddedBroker from = secured("from", others.intake());
        EmbeddedBroker to = secured("to", others.kafka())) {
      makeTopics(from);
      plantAForeignRecord(from);

      assertThat(Repartition.move(environment, from.address(), to.address(), 2))
          .containsEntry(Topics.OPINIONS_RECEIVED, 1L);
    }
  }

  private void plantAForeignRecord(EmbeddedBroker where) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client(where), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.OPINIONS_RECEIVED, "no JSON")).get();
    }
  }

  private static boolean saysAll(CapturedOutput output, String... words) {
    return Stream.of(words).allMatch(output.getAll()::contains);
  }

  @Test
  void aWrongPasswordIsSaidSoAndIntakeIsNotReady(CapturedOutput output) throws Exception {
    try (Service intake = start(Service.Which.INTAKE, security("office.pem", WRONG)).get()) {
      await()
          .atMost(PATIENCE)
          .until(() -> saysAll(output, "SaslAuthenticationException", "events are refused"));

      assertThat(new Doors(ports).isReady(ports.intake())).as(intake.name()).isFalse();
    }
    assertThat(output.getAll()).doesNotContain(WRONG, PASSWORD);
  }

  @Test
  void anUntrustedClusterIsSaidSoAndIntakeIsNotReady(CapturedOutput output) throws Exception {
    try (Service intake = start(Service.Which.INTAKE, security("stranger.pem", PASSWORD)).get()) {
      await()
          .atMost(PATIENCE)
          .until(() -> saysAll(output, "SslAuthenticationException", "events are refused"));

      assertThat(new Doors(ports).isReady(ports.intake())).as(intake.name()).isFalse();
    }
    assertThat(output.getAll()).doesNotContain(PASSWORD);
  }

  @Test
  void withAWrongPasswordServicesThatReadAreNotReadyEither(CapturedOutput output) throws Exception {
    try (Service classifier =
        start(Service.Which.CLASSIFIER, security("office.pem", WRONG)).get(120, TimeUnit.SECONDS)) {
      await().atMost(PATIENCE).until(() -> output.getAll().contains("SaslAuthenticationException"));

      assertThat(new Doors(ports).isReady(ports.classifier())).as(classifier.name()).isFalse();
    }
    assertThat(output.getAll()).doesNotContain(WRONG);
  }

  private CompletableFuture<Service> start(Service.Which which, List<String> security) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.config.additional-location=classpath:/local.yml",
                "--server.port=" + which.port(ports),
                "--spring.kafka.bootstrap-servers=" + broker.address(),
                "--opinion-loop.state-dir=" + data.resolve(which.title()),
                "--OPINION_LOOP_OUTBOX=" + data.resolve("outbox")));
    arguments.addAll(security);
    return Service.start(which, which.port(ports), arguments, threads);
  }

  /** What the README shows as variables of the environment. */
  private List<String> security(String trusted, String password) {
    return settings(trusted, password).entrySet().stream()
        .map(each -> "--spring.kafka.properties." + each.getKey() + "=" + each.getValue())
        .toList();
  }

  private Map<String, String> settings(String trusted, String password) {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "sasl.mechanism", "PLAIN",
        "sasl.jaas.config", login("loop", password),
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", data.resolve(trusted).toString());
  }

  private Map<String, Object> client(EmbeddedBroker where) {
    Map<String, Object> client = new HashMap<>(settings("office.pem", PASSWORD));
    client.put("bootstrap.servers", where.address());
    return client;
  }

  private static String login(String user, String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  /** A key pair for 127.0.0.1 and its certificate, signed by itself. */
  private void authority(String name) throws IOException, InterruptedException {
    String store = data.resolve(name + ".p12").toString();
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "SAN=ip:127.0.0.1",
        "-validity",
        "3650",
        "-storetype",
        "PKCS12",
        "-keystore",
        store,
        "-storepass",
        STORE);
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        name,
        "-keystore",
        store,
        "-storepass",
        STORE,
        "-file",
        data.resolve(name + ".pem").toString());
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile(data, "keytool", ".out");
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(Files.readString(said)).isZero();
  }
}
