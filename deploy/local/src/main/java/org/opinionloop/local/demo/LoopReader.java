package org.opinionloop.local.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.opinionloop.contracts.MalformedEventException;

/**
 * Reads the topics of a {@link LoopReading} from their beginning and goes on with what is new; only
 * what was committed. Belongs to no group and leaves no trace.
 */
final class LoopReader implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final LoopReading reading = new LoopReading();

  LoopReader(String bootstrap) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        LoopReading.TOPICS.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** What is known after reading on for at most this long. */
  LoopReading read(Duration atMost) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
      try {
        byte[] key = record.key() == null ? new byte[0] : record.key();
        reading.read(record.topic(), new String(key, StandardCharsets.UTF_8), record.value());
      } catch (MalformedEventException foreign) {
        continue; // somebody else's; the services have put it among the dead letters
      }
    }
    return reading;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
