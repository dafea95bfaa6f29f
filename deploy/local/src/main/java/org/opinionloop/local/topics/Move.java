package org.opinionloop.local.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Copies what the loop keeps to an empty cluster, into topics of another number of partitions. A
 * record's partition follows from its key, so with another number everything moves together, and
 * stays in order within a key.
 *
 * <p>Copied are the topics of the catalogue but those that reporting can make again, and the
 * changelogs of reply's stores, because a letter that was sent must not be written again. Groups go
 * on behind what was copied; reporting's has no place there and so reads everything anew.
 */
final class Move {

  /** Made again by reporting, which reads the rest from the beginning. */
  private static final String REPORTING = "reporting-service";

  private static final String CHANGELOG = "-changelog";

  private final Map<String, Object> from;
  private final Admin source;
  private final Map<String, Object> to;
  private final Admin target;

  /**
   * The clients stay the caller's to close.
   *
   * @param from by which other clients reach the cluster from which everything is read, its address
   *     and its security
   * @param to the same of the cluster to which it is written
   */
  Move(Map<String, Object> from, Admin source, Map<String, Object> to, Admin target) {
    this.from = Map.copyOf(from);
    this.source = source;
    this.to = Map.copyOf(to);
    this.target = target;
  }

  /**
   * Does it.
   *
   * @return how many records were copied, by topic
   * @throws IllegalStateException if a group has not read everything, or the target is not empty;
   *     nothing is copied then; or if the target does not take a record
   */
  Map<String, Long> to(int partitions) throws ExecutionException, InterruptedException {
    TopicCatalogue catalogue = TopicCatalogue.shipped();
    Set<String> there = source.listTopics().names().get();
    List<String> records =
        catalogue.topics().stream()
            .filter(entry -> there.contains(entry.name()) && !isReporting(entry))
            .map(TopicCatalogue.Entry::name)
            .toList();
    List<String> changelogs =
        there.stream()
            .filter(name -> name.endsWith(CHANGELOG) && !name.startsWith(REPORTING))
            .sorted()
            .toList();
    Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = groups();
    for (String topic : records) {
      requireRead(topic, groups);
    }

    new TopicProvisioner(target).provision(new TopicCatalogue(partitions, catalogue.topics()));
    target
        .createTopics(
            changelogs.stream()
                .map(
                    name ->
                        new NewTopic(name, Optional.of(partitions), Optional.empty())
                            .configs(Map.of("cleanup.policy", "compact")))
                .toList())
        .all()
        .get();
    Map<String, Long> copied = new TreeMap<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (String topic : records) {
        copied.put(topic, copy(topic, producer));
      }
      for (String topic : changelogs) {
        copied.put(topic, copy(topic, producer));
      }
    }
    for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> group : groups.entrySet()) {
      goOnBehind(group.getKey(), topics(group.getValue(), records));
    }
    return copied;
  }

  private static boolean isReporting(TopicCatalogue.Entry entry) {
    return entry.cleanup() == TopicCatalogue.Cleanup.compact && entry.owner().equals(REPORTING);
  }

  /** Where each group is that has to go on there. */
  private Map<String, Map<TopicPartition, OffsetAndMetadata>> groups()
      throws ExecutionException, InterruptedException {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = new HashMap<>();
    for (var listing : source.listGroups().all().get()) {
      if (!listing.groupId().startsWith(REPORTING)) {
        groups.put(
            listing.groupId(),
            source
                .listConsumerGroupOffsets(listing.groupId())
                .partitionsToOffsetAndMetadata()
                .get());
      }
    }
    return groups;
  }

  /** A record that a group has not read would be passed over there. */
  private void requireRead(
      String topic, Map<String, Map<TopicPartition, OffsetAndMetadata>> groups) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      for (var group : groups.entrySet()) {
        Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>(group.getValue());
        read.keySet().removeIf(partition -> !partition.topic().equals(topic));
        // Of a partition that it never read anything of.
        read.values().removeIf(Objects::isNull);
        if (read.isEmpty()) {
          continue;
        }
        consumer.assign(read.keySet());
        read.forEach(consumer::seek);
        if (next(consumer) != null) {
          throw new IllegalStateException(
              group.getKey()
                  + " has not read all of "
                  + topic
                  + " (expected: intake is stopped first, and the others when they have nothing"
                  + " left to do)");
        }
      }
    }
  }

  private long copy(String topic, KafkaProducer<byte[], byte[]> producer) {
    long copied = 0;
    AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      ConsumerRecords<byte[], byte[]> batch = next(consumer);
      while (batch != null) {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
          var unused =
              producer.send(
                  new ProducerRecord<>(
                      topic,
                      null,
                      record.timestamp() < 0 ? null : record.timestamp(),
                      record.key(),
                      record.value(),
                      record.headers()),
                  (written, failure) -> failed.compareAndSet(null, failure));
          copied++;
        }
        batch = next(consumer);
      }
    }
    producer.flush();
    Exception refusal = failed.get();
    if (refusal != null) {
      throw new IllegalStateException(
          topic + " could not be written: " + refusal.getMessage(), refusal);
    }
    return copied;
  }

  /** The next records of those assigned; null when there are no more. */
  private static @Nullable ConsumerRecords<byte[], byte[]> next(
      KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(Duration.ofMillis(500));
      if (!batch.isEmpty()) {
        return batch;
      }
    }
    return null;
  }

  private void goOnBehind(String group, Set<String> topics)
      throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions = new ArrayList<>();
    target
        .describeTopics(topics)
        .allTopicNames()
        .get()
        .forEach(
            (name, description) ->
                description
                    .partitions()
                    .forEach(info -> partitions.add(new TopicPartition(name, info.partition()))));
    Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
        target
            .listOffsets(
                partitions.stream()
                    .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())))
            .all()
            .get();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    ends.forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
    target.alterConsumerGroupOffsets(group, offsets).all().get();
  }

  private static Set<String> topics(
      Map<TopicPartition, OffsetAndMetadata> offsets, List<String> copied) {
    return offsets.keySet().stream()
        .map(TopicPartition::topic)
        .filter(copied::contains)
        .collect(Collectors.toSet());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(from);
    settings.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * One batch at a time: to a partition that has just been made, a second may overtake the first,
   * and then the first never gets in (KAFKA-15591).
   */
  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(to);
    settings.put("acks", "all");
    settings.put("linger.ms", 20);
    settings.put("compression.type", "lz4");
    settings.put("max.in.flight.requests.per.connection", 1);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
