package org.opinionloop.classifier.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opinionloop.contracts.Topics.OPINIONS_CORRECTED;
import static org.opinionloop.contracts.Topics.OPINIONS_RECEIVED;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.kit.testing.TestBroker;
import org.opinionloop.kit.testing.TestTopics;

/** What officers put right on a real broker comes out as rows, and the model learns from them. */
abstract class ExportCorrectionsSuite {

  private static final Instant AT = Instant.parse("2026-04-01T01:00:00Z");
  private static final int OPINIONS = 60;

  private final TestBroker broker;
  @TempDir private Path folder;

  ExportCorrectionsSuite(TestBroker broker) {
    this.broker = broker;
  }

  @Test
  void officersTeachTheModel() throws IOException {
    try (TestTopics topics = broker.topics(OPINIONS_RECEIVED, OPINIONS_CORRECTED)) {
      for (int n = 0; n < OPINIONS; n++) {
        boolean bus = n % 2 == 0;
        // Of streets of their own, or all would be of the same words and in one fold.
        String street = Character.toString('一' + 17 * n) + "街";
        String text = street + (bus ? "公交车司机甩站不停" : "医院窗口医生态度差");
        topics.send(OPINIONS_RECEIVED, received(n, text));
        topics.send(OPINIONS_CORRECTED, corrected(n, "POLICY", null, null));
        topics.send(
            OPINIONS_CORRECTED,
            corrected(n, "SERVICE", bus ? "TRANSPORT" : "HEALTH", Kind.COMPLAINT));
      }
      topics.send(OPINIONS_RECEIVED, received(OPINIONS, "nobody corrected this"));
      topics.send(OPINIONS_CORRECTED, id(OPINIONS + 1).value(), "{".getBytes(UTF_8));
      topics.send(OPINIONS_CORRECTED, corrected(OPINIONS + 2, "POLICY", null, null));
      // Under another's key: no service takes it.
      topics.send(
          OPINIONS_CORRECTED,
          id(0).value(),
          JsonCodec.of(OpinionCorrected.class).encode(corrected(OPINIONS, "POLICY", null, null)));
      topics.flush();
    }
    Path rows = folder.resolve("corrections.jsonl");
    Path model = folder.resolve("model.bin");

    String said = export(broker.bootstrapServers(), rows);
    run(new TrainCommand(), "--data=" + rows, "--out=" + model, "--bits=12");
    String report =
        run(new EvaluateCommand(), "--axis=field", "--data=" + rows, "--model=" + model, "--json");

    assertThat(said.lines())
        .containsExactly(
            rows + ": " + OPINIONS + " rows", "1 corrected opinions are not there any more");
    assertThat(Files.getPosixFilePermissions(rows))
        .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
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
    broker.topics().close();
    Path rows = folder.resolve("none.jsonl");

    assertThatThrownBy(() -> export(broker.bootstrapServers(), rows))
        .isInstanceOf(UsageException.class)
        .hasMessage("--bootstrap-servers: no topic opinions.corrected there (expected: one)");
    assertThatThrownBy(() -> export("no colon", rows))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--bootstrap-servers: no colon: ");
    assertThat(rows).doesNotExist();
  }

  private static OpinionCorrected corrected(int n, String theme, String field, Kind kind) {
    return new OpinionCorrected(
        id(n), theme, null, field, kind, null, "misread", "officer-1", AT, AT);
  }

  private static OpinionReceived received(int n, String text) {
    return new OpinionReceived(
        id(n), "hotline", null, null, text, "zh-Hans", null, null, null, AT, AT, false, true, null,
        null);
  }

  private static OpinionId id(int n) {
    return OpinionId.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 1, (byte) n});
  }

  private static String export(String bootstrapServers, Path rows) throws IOException {
    return run(
        new ExportCorrectionsCommand(), "--bootstrap-servers=" + bootstrapServers, "--out=" + rows);
  }

  private static String run(Command command, String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, UTF_8)) {
      command.run(new Options(List.of(arguments), new TreeSet<>(command.options())), print);
    }
    return out.toString(UTF_8);
  }
}
