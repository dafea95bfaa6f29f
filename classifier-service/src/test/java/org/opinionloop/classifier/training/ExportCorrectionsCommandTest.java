package org.opinionloop.classifier.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionCorrected;

class ExportCorrectionsCommandTest {

  private static final String TOPIC = "opinions.corrected";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @TempDir private Path folder;

  @Test
  void reachesASecuredClusterByTheSettingsOfAFile() throws IOException {
    Path file = folder.resolve("kafka.properties");
    Files.writeString(
        file,
        """
        bootstrap.servers=one:9093
        security.protocol=SASL_SSL
        isolation.level=read_uncommitted
        group.id=somebody-else
        """);

    assertThat(settings("--kafka=" + file))
        .containsEntry("bootstrap.servers", "one:9093")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", false)
        .doesNotContainKey("group.id");
    assertThat(settings("--kafka=" + file, "--bootstrap-servers=two:9093"))
        .containsEntry("bootstrap.servers", "two:9093")
        .containsEntry("security.protocol", "SASL_SSL");
  }

  @Test
  void saysWhichSettingsItCannotRead() throws IOException {
    Path file = folder.resolve("kafka.properties");
    Files.writeString(file, "a=\\u00zz");

    assertThatThrownBy(() -> settings("--kafka=" + file))
        .isInstanceOf(UsageException.class)
        .hasMessage("--kafka: " + file + ": no properties (expected: name=value)");
    assertThatThrownBy(() -> settings("--kafka=" + folder.resolve("absent")))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("absent cannot be read (expected: a file)");
    assertThatThrownBy(() -> settings())
        .isInstanceOf(UsageException.class)
        .hasMessage("--bootstrap-servers: missing (see --help)");
  }

  @Test
  @Timeout(10)
  void readsToTheEndAndPassesOverWhatIsMalformed() {
    List<String> read = new ArrayList<>();
    try (MockConsumer<byte[], byte[]> consumer = consumer(3)) {
      consumer.schedulePollTask(() -> send(consumer, 0, "one"));
      consumer.schedulePollTask(() -> {});
      consumer.schedulePollTask(() -> send(consumer, 1, "{"));
      consumer.schedulePollTask(() -> send(consumer, 2, "two"));

      ExportCorrectionsCommand.readAll(
          consumer,
          TOPIC,
          Duration.ofSeconds(5),
          record -> {
            if (record.value().length == 1) {
              JsonCodec.of(OpinionCorrected.class).decode(record.value());
            }
            read.add(new String(record.value(), UTF_8));
          });
    }

    assertThat(read).containsExactly("one", "two");
  }

  @Test
  @Timeout(10)
  void givesUpOnAClusterThatGivesNothing() {
    try (MockConsumer<byte[], byte[]> consumer = consumer(3)) {
      consumer.schedulePollTask(() -> send(consumer, 0, "one"));

      assertThatThrownBy(
              () -> ExportCorrectionsCommand.readAll(consumer, TOPIC, PATIENCE, record -> {}))
          .isInstanceOf(UsageException.class)
          .hasMessage(
              "--bootstrap-servers: nothing of opinions.corrected for 1 s, and 2 offsets to go"
                  + " (expected: all that it holds)");
    }
  }

  private static MockConsumer<byte[], byte[]> consumer(long end) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    return consumer;
  }

  private static void send(MockConsumer<byte[], byte[]> consumer, long offset, String value) {
    consumer.addRecord(
        new ConsumerRecord<>(TOPIC, 0, offset, new byte[] {1}, value.getBytes(UTF_8)));
  }

  private static Map<String, Object> settings(String... arguments) throws IOException {
    return ExportCorrectionsCommand.settings(
        new Options(List.of(arguments), new TreeSet<>(new ExportCorrectionsCommand().options())));
  }
}
