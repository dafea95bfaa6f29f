package org.opinionloop.intake.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads keys with a consumer that belongs to no group and leaves no trace. */
final class KafkaTail implements RecentKeys {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> properties;

  KafkaTail(Map<String, Object> properties) {
    this.properties = Map.copyOf(properties);
  }

  /** Where to begin in each partition, given where each ends. */
  private interface Beginning {
    Map<TopicPartition, Long> of(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends);
  }

  @Override
  public void read(String topic, int atMost, Consumer<String> keys) {
    read(
        topic,
        (consumer, ends) -> {
          long each = Math.max(1, atMost / ends.size());
          Map<TopicPartition, Long> begins = new HashMap<>(ends);
          begins.replaceAll((partition, end) -> end - each);
          consumer
              .beginningOffsets(ends.keySet())
              .forEach((partition, first) -> begins.merge(partition, first, Math::max));
          return begins;
        },
        keys);
  }

  @Override
  public void readSince(String topic, Instant since, Consumer<String> keys) {
    read(
        topic,
        (consumer, ends) -> {
          Map<TopicPartition, Long> times = new HashMap<>(ends);
          times.replaceAll((partition, end) -> since.toEpochMilli());
          Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
          Map<TopicPartition, Long> begins = new HashMap<>(ends);
          begins.replaceAll(
              (partition, end) ->
                  Optional.ofNullable(found.get(partition))
                      .map(OffsetAndTimestamp::offset)
                      .orElse(end));
          return begins;
        },
        keys);
  }

  private void read(String topic, Beginning beginning, Consumer<String> keys) {
    // The values are people's words: not even looked at.
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), (name, value) -> "")) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      beginning.of(consumer, ends).forEach(consumer::seek);
      while (true) {
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        if (ends.isEmpty()) {
          return;
        }
        consumer
            .poll(POLL)
            .forEach(
                found -> {
                  if (found.key() != null) {
                    keys.accept(found.key());
                  }
                });
      }
    }
  }
}
