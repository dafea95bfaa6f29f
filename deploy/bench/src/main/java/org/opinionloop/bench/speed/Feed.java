package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;

/**
 * Lays records before a reader of committed ones, all at one moment: they are written in a
 * transaction, and the clock starts when that is committed. So the reader has its whole round of
 * work at once, and nobody else is working meanwhile.
 */
final class Feed implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration GLANCE = Duration.ofMillis(5);

  private final Readers readers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();

  Feed(String kafka, Admin admin) {
    this.readers = new Readers(admin);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka,
                "transactional.id",
                "feed",
                "compression.type",
                "lz4",
                "batch.size",
                65536,
                "linger.ms",
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  /** Writes the records, which nobody sees yet. */
  void prepare(List<ProducerRecord<byte[], byte[]>> records) {
    ends.clear();
    producer.beginTransaction();
    for (ProducerRecord<byte[], byte[]> each : records) {
      var unused =
          producer.send(
              each,
              (written, failure) -> {
                if (failure == null) {
                  TopicPartition partition =
                      new TopicPartition(written.topic(), written.partition());
                  ends.merge(partition, written.offset() + 1, Math::max);
                }
              });
    }
    producer.flush();
  }

  /** Shows them; from now on time counts. */
  void show() {
    producer.commitTransaction();
  }

  /** A heap of opinions, as intake would have written them, at once. */
  void opinions(int count, Samples samples) {
    JsonCodec<OpinionReceived> codec = JsonCodec.of(OpinionReceived.class);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(Stages.record(Topics.OPINIONS_RECEIVED, codec, samples.received()));
    }
    prepare(records);
    show();
  }

  /** Waits until this group has committed what it made of all of them. */
  void awaitRead(String group) {
    Map<TopicPartition, Long> open = new HashMap<>(ends);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Map<TopicPartition, OffsetAndMetadata> committed = readers.committed(group);
      open.entrySet()
          .removeIf(
              end -> {
                OffsetAndMetadata read = committed.get(end.getKey());
                return read != null && read.offset() >= end.getValue();
              });
      if (open.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(group + " has not read " + open + " in " + PATIENCE);
      }
      Jvm.pause(GLANCE);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
