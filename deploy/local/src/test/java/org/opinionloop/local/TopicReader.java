package org.opinionloop.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.opinionloop.contracts.JsonCodec;

/** Reads topics from beginning to end, only what was committed. */
final class TopicReader {

  private final String bootstrap;

  TopicReader(Ports ports) {
    this.bootstrap = "127.0.0.1:" + ports.kafka();
  }

  /** Every record that a reader of committed records sees, in the order of each partition. */
  List<ConsumerRecord<String, byte[]>> read(String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  /** The same as events. */
  <T> List<T> read(String topic, JsonCodec<T> codec) {
    return read(topic).stream().map(record -> codec.decode(record.value())).toList();
  }
}
