package org.opinionloop.bench.anchor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.opinionloop.classifier.model.ModelFile;
import org.opinionloop.classifier.stream.Classifier;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.kit.event.CloudEventHeaders;
import org.opinionloop.kit.taxonomy.TaxonomyFile;

/**
 * Reads, decodes, classifies, encodes and writes what the classifier does, with the same code, in a
 * transaction for every poll, and with nothing but Kafka's clients. {@code RawClassifier <Kafka>
 * <from> <to>}
 */
public final class RawClassifier {

  private RawClassifier() {}

  /** Works until it is told to stop. */
  public static void main(String[] arguments) throws IOException {
    String to = arguments[2];
    Classifier classifier = classifier();
    JsonCodec<OpinionReceived> received = JsonCodec.of(OpinionReceived.class);
    JsonCodec<OpinionClassified> classified = JsonCodec.of(OpinionClassified.class);
    Clock clock = Clock.systemUTC();
    try (var consumer =
            new KafkaConsumer<>(
                reading(arguments[0]), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(
                writing(arguments[0]), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      consumer.subscribe(List.of(arguments[1]));
      System.out.println("ready");
      while (true) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
        if (records.isEmpty()) {
          continue;
        }
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          OpinionClassified event =
              classifier.classify(received.decode(record.value()), clock.instant());
          var unused =
              producer.send(
                  new ProducerRecord<>(
                      to,
                      null,
                      event.opinionId().value().getBytes(StandardCharsets.UTF_8),
                      classified.encode(event),
                      CloudEventHeaders.kafka(event, "/classifier-service")));
          offsets.put(
              new TopicPartition(record.topic(), record.partition()),
              new OffsetAndMetadata(record.offset() + 1));
        }
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
      }
    }
  }

  private static Classifier classifier() throws IOException {
    try (InputStream model = resource("/model/opinion-loop.bin");
        InputStream taxonomy = resource("/taxonomy.yml")) {
      return new Classifier(
          ModelFile.read(model, "model"), TaxonomyFile.read(taxonomy, "taxonomy"));
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(RawClassifier.class.getResourceAsStream(name), name);
  }

  private static Map<String, Object> reading(String kafka) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka);
    settings.put("group.id", "anchor");
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("isolation.level", "read_committed");
    settings.put("max.poll.records", 500);
    settings.put("fetch.max.wait.ms", 100);
    return settings;
  }

  private static Map<String, Object> writing(String kafka) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka);
    settings.put("transactional.id", "anchor");
    settings.put("acks", "all");
    settings.put("compression.type", "lz4");
    settings.put("batch.size", 131072);
    // The commit flushes; until then a record waits for company rather than waking the sender.
    settings.put("linger.ms", 20);
    settings.put("retry.backoff.ms", 5);
    return settings;
  }
}
