package org.opinionloop.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** What officers put right on a real broker comes out as rows, and the model learns from them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportCorrectionsIT {

  private static final Instant AT = Instant.parse("2026-04-01T01:00:00Z");
  private static final int OPINIONS = 60;

  private EmbeddedKafkaKraftBroker broker;
  @TempDir private Path folder;

  @BeforeAll
  void startTheBroker() {
    broker =
        new EmbeddedKafkaKraftBroker(1, 3, Topics.OPINIONS_RECEIVED, Topics.OPINIONS_CORRECTED);
    broker.brokerProperty("log.retention.ms", "-1");
    broker.brokerProperty("auto.create.topics.enable", "false");
    broker.afterPropertiesSet();
  }

  @AfterAll
  void stopTheBroker() {
    broker.destroy();
  }

  @Test
  void officersTeachTheModel() throws IOException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            // One batch at a time: to a new partition a second may overtake the first
            // (KAFKA-15591).
            Map.of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int n = 0; n < OPINIONS; n++) {
        boolean bus = n % 2 == 0;
        String text = bus ? "第" + n + "路公交车司机甩站不停" : "医院" + n + "号窗口医生态度差";
        send(
            producer,
            Topics.OPINIONS_RECEIVED,
            n,
            JsonCodec.of(OpinionReceived.class).encode(received(n, text)));
        correct(producer, n, "POLICY", null, null);
        correct(producer, n, "SERVICE", bus ? "TRANSPORT" : "HEALTH", Kind.COMPLAINT);
      }
      send(
          producer,
          Topics.OPINIONS_RECEIVED,
          OPINIONS,
          JsonCodec.of(OpinionReceived.class).encode(received(OPINIONS, "nobody corrected this")));
      send(producer, Topics.OPINIONS_CORRECTED, OPINIONS + 1, "{".getBytes(StandardCharsets.UTF_8));
    }
    Path rows = folder.resolve("corrections.jsonl");
    Path model = folder.resolve("model.bin");

    String said =
        run(
            new ExportCorrectionsCommand(),
            "--bootstrap-servers=" + broker.getBrokersAsString(),
            "--out=" + rows);
    run(new TrainCommand(), "--data=" + rows, "--out=" + model, "--bits=12");
    String report =
        run(new EvaluateCommand(), "--axis=field", "--data=" + rows, "--model=" + model, "--json");

    assertThat(said).endsWith(": " + OPINIONS + " rows" + System.lineSeparator());
    assertThat(Files.readAllLines(rows))
        .hasSize(OPINIONS)
        .allSatisfy(
            row ->
                assertThat(row)
                    .contains("\"theme\":\"SERVICE\"")
                    .contains("\"kind\":\"COMPLAINT\"")
                    .containsPattern("\"field\":\"(TRANSPORT|HEALTH)\""));
    assertThat(report).startsWith("{\"accuracy\":1.0,");
  }

  @Test
  void saysWhereThereIsNoSuchTopicOrNoCluster() {
    EmbeddedKafkaKraftBroker bare = new EmbeddedKafkaKraftBroker(1, 1);
    bare.brokerProperty("auto.create.topics.enable", "false");
    bare.afterPropertiesSet();
    Path rows = folder.resolve("none.jsonl");
    try {
      assertThatThrownBy(
              () ->
                  run(
                      new ExportCorrectionsCommand(),
                      "--bootstrap-servers=" + bare.getBrokersAsString(),
                      "--out=" + rows))
          .isInstanceOf(UsageException.class)
          .hasMessage("--bootstrap-servers: no topic opinions.corrected there (expected: one)");
    } finally {
      bare.destroy();
    }
    assertThat(rows).doesNotExist();
    assertThatThrownBy(
            () ->
                run(
                    new ExportCorrectionsCommand(),
                    "--bootstrap-servers=no colon",
                    "--out=" + rows))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--bootstrap-servers: no colon: ");
  }

  private static void correct(
      KafkaProducer<byte[], byte[]> producer, int n, String theme, String field, Kind kind) {
    send(
        producer,
        Topics.OPINIONS_CORRECTED,
        n,
        JsonCodec.of(OpinionCorrected.class)
            .encode(
                new OpinionCorrected(
                    id(n), theme, null, field, kind, null, "misread", "officer-1", AT, AT)));
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, int n, byte[] value) {
    producer.send(
        new ProducerRecord<>(topic, id(n).value().getBytes(StandardCharsets.UTF_8), value));
  }

  private static OpinionReceived received(int n, String text) {
    return new OpinionReceived(
        id(n), "hotline", null, null, text, "zh-Hans", null, null, null, AT, AT, false, true, null,
        null);
  }

  private static OpinionId id(int n) {
    return OpinionId.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 1, (byte) n});
  }

  private static String run(Command command, String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      command.run(new Options(List.of(arguments), new TreeSet<>(command.options())), print);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
