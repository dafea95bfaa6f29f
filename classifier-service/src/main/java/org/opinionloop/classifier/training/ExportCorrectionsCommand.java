package org.opinionloop.classifier.training;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.files.OwnerOnly;

/**
 * {@code export-corrections}: what officers put right, as rows to train from. Reads {@code
 * opinions.corrected} and then {@code opinions.received} to their ends, as no member of any group.
 */
final class ExportCorrectionsCommand implements Command {

  private static final String OPTION = "bootstrap-servers";
  private static final String SERVERS = "bootstrap.servers";

  // Far longer than a partition is without a leader while brokers are restarted one by one.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public String help() {
    return """
        export-corrections: writes what officers put right as rows that train takes in.

          --bootstrap-servers=HOST:PORT,...   the Kafka cluster; not needed if --kafka names it
          --kafka=FILE.properties             settings of a Kafka client, as security.protocol, sasl.jaas.config, ssl.truststore.location
          --out=FILE.jsonl                    columns id, channel, title, text and, where corrected, theme, field, kind

        The file holds people's words: keep it where the topics may be kept. Of several corrections of one opinion the last
        one of each label counts. If the cluster gives nothing for a minute, there is no file.
        """;
  }

  @Override
  public Set<String> options() {
    return Set.of("bootstrap-servers", "kafka", "out");
  }

  @Override
  public void run(Options options, PrintStream out) throws IOException {
    Path target = Path.of(options.required("out"));
    Map<String, Object> settings = settings(options);
    Object servers = settings.get(SERVERS);
    Corrections corrections = new Corrections();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      JsonCodec<OpinionCorrected> corrected = JsonCodec.of(OpinionCorrected.class);
      JsonCodec<OpinionReceived> received = JsonCodec.of(OpinionReceived.class);
      readAll(
          consumer,
          Topics.OPINIONS_CORRECTED,
          PATIENCE,
          record -> corrections.add(event(record, corrected)));
      readAll(
          consumer,
          Topics.OPINIONS_RECEIVED,
          PATIENCE,
          record -> corrections.add(event(record, received)));
    } catch (KafkaException away) {
      throw new UsageException(
          "--bootstrap-servers: " + servers + ": " + cause(away) + " (expected: a cluster)");
    }
    List<String> lines = corrections.lines();
    write(target, lines);
    out.printf(Locale.ROOT, "%s: %d rows%n", target, lines.size());
    if (corrections.orphans() > 0) {
      out.printf(
          Locale.ROOT, "%d corrected opinions are not there any more%n", corrections.orphans());
    }
  }

  private static <T> T event(ConsumerRecord<byte[], byte[]> record, JsonCodec<T> codec) {
    byte[] key = record.key();
    return codec.decode(
        key == null ? null : new String(key, StandardCharsets.UTF_8), record.value());
  }

  /** Kafka says of most that is wrong with its settings no more than that something is. */
  private static @Nullable String cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  /** Whole or not at all, and nobody else on the machine is to read it. */
  private static void write(Path target, List<String> lines) throws IOException {
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    Files.deleteIfExists(part);
    try {
      Files.write(OwnerOnly.create(part), lines, StandardCharsets.UTF_8);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** What the file says, but for how the topics are read. */
  static Map<String, Object> settings(Options options) throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (options.has("kafka")) {
      Properties file = properties(Path.of(options.required("kafka")));
      file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
    }
    if (options.has(OPTION) || !settings.containsKey(SERVERS)) {
      settings.put(SERVERS, options.required(OPTION));
    }
    settings.remove("group.id");
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("auto.offset.reset", "none"); // what is deleted meanwhile is not passed over
    settings.put("default.api.timeout.ms", 15_000);
    return settings;
  }

  private static Properties properties(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new UsageException("--kafka: " + file + " cannot be read (expected: a file)");
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (CharacterCodingException | IllegalArgumentException broken) {
      throw new UsageException("--kafka: " + file + ": no properties (expected: name=value)");
    }
    return properties;
  }

  /**
   * Gives the sink every record that there is now.
   *
   * @param patience how long to wait for the next one
   */
  static void readAll(
      Consumer<byte[], byte[]> consumer,
      String topic,
      Duration patience,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    List<PartitionInfo> infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new UsageException("--bootstrap-servers: no topic " + topic + " there (expected: one)");
    }
    List<TopicPartition> partitions =
        infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long missing = missing(consumer, ends);
    long progress = System.nanoTime();
    while (missing > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        try {
          sink.accept(record);
        } catch (MalformedEventException malformed) {
          // It is in the dead-letter topic, where the services put it and counted it.
          continue;
        }
      }
      long before = missing;
      missing = missing(consumer, ends);
      if (missing < before) {
        progress = System.nanoTime();
      } else if (System.nanoTime() - progress > patience.toNanos()) {
        throw new UsageException(
            "--bootstrap-servers: nothing of "
                + topic
                + " for "
                + patience.toSeconds()
                + " s, and "
                + missing
                + " offsets to go (expected: all that it holds)");
      }
    }
  }

  private static long missing(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }
}
