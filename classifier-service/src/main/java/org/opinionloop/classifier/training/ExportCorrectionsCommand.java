package org.opinionloop.classifier.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;

/**
 * {@code export-corrections}: what officers put right, as rows to train from. Reads {@code
 * opinions.corrected} and then {@code opinions.received} to their ends, as no member of any group.
 */
final class ExportCorrectionsCommand implements Command {

  @Override
  public String help() {
    return """
        export-corrections: writes what officers put right as rows that train takes in.

          --bootstrap-servers=HOST:PORT,...   the Kafka cluster
          --out=FILE.jsonl                    columns id, channel, title, text and, where corrected, theme, field, kind

        The file holds people's words: keep it where the topics may be kept. Of several corrections of one opinion the last
        one of each label counts.
        """;
  }

  @Override
  public Set<String> options() {
    return Set.of("bootstrap-servers", "out");
  }

  @Override
  public void run(Options options, PrintStream out) throws IOException {
    Path target = Path.of(options.required("out"));
    String servers = options.required("bootstrap-servers");
    Corrections corrections = new Corrections();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(servers)) {
      JsonCodec<OpinionCorrected> corrected = JsonCodec.of(OpinionCorrected.class);
      JsonCodec<OpinionReceived> received = JsonCodec.of(OpinionReceived.class);
      readAll(consumer, Topics.OPINIONS_CORRECTED, v -> corrections.add(corrected.decode(v)));
      readAll(consumer, Topics.OPINIONS_RECEIVED, v -> corrections.add(received.decode(v)));
    } catch (KafkaException away) {
      throw new UsageException(
          "--bootstrap-servers: " + servers + ": " + away.getMessage() + " (expected: a cluster)");
    }
    List<String> lines = corrections.lines();
    Files.write(target, lines, StandardCharsets.UTF_8);
    out.printf(Locale.ROOT, "%s: %d rows%n", target, lines.size());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String servers) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", servers);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("default.api.timeout.ms", 15_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static void readAll(
      KafkaConsumer<byte[], byte[]> consumer, String topic, Consumer<byte[]> sink) {
    List<PartitionInfo> infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new UsageException("--bootstrap-servers: no topic " + topic + " there (expected: one)");
    }
    List<TopicPartition> partitions =
        infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        try {
          sink.accept(record.value());
        } catch (MalformedEventException malformed) {
          // It is in the dead-letter topic, where the service put it and counted it.
          continue;
        }
      }
    }
  }
}
