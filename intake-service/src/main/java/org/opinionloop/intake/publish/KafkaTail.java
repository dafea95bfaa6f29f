package org.opinionloop.intake.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads keys with a consumer that belongs to no group and leaves no trace. */
final class KafkaTail implements RecentKeys {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> properties;

  KafkaTail(Map<String, Object> properties) {
    this.properties = Map.copyOf(properties);
  }

  @Override
  public void read(String topic, int atMost, Consumer<String> keys) {
    // The values are people's words: not even looked at.
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), (name, value) -> "")) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      long each = Math.max(1, atMost / partitions.size());
      begins.forEach(
          (partition, begin) ->
              consumer.seek(partition, Math.max(begin, ends.getOrDefault(partition, 0L) - each)));
      while (!ends.isEmpty()) {
        consumer
            .poll(POLL)
            .forEach(
                found -> {
                  if (found.key() != null) {
                    keys.accept(found.key());
                  }
                });
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
    }
  }
}
