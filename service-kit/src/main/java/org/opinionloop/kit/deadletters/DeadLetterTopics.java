package org.opinionloop.kit.deadletters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterCopy;

/**
 * Reads the dead-letter topics in order: by topic, partition and offset. What is no dead letter of
 * ours, or claims an origin that is none, is passed over.
 */
final class DeadLetterTopics {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How Streams ends the names of such topics. */
  private static final String BETWEEN_TASKS = "-repartition";

  private final DeadLetterSettings settings;

  DeadLetterTopics(DeadLetterSettings settings) {
    this.settings = settings;
  }

  /** One of ours, with the record it is. */
  record Found(FiledLetter letter, ConsumerRecord<byte[], byte[]> record) {}

  /**
   * Shows the visitor one after the other, until it says false. The consumer reads committed
   * records only, so a partition ends for it where the oldest open transaction begins: nobody waits
   * for one.
   */
  void visit(
      Consumer<byte[], byte[]> consumer,
      Selection selection,
      Map<Position, Replay> replayed,
      Predicate<Found> visitor) {
    Map<String, List<PartitionInfo>> topics = consumer.listTopics(PATIENCE);
    Function<ConsumerRecord<byte[], byte[]>, Optional<Found>> reader =
        record -> found(record, topics, replayed).filter(each -> selection.holds(each.letter()));
    List<TopicPartition> partitions = partitions(topics, selection);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
    for (TopicPartition partition : partitions) {
      long end = ends.getOrDefault(partition, 0L);
      long begin = begins.getOrDefault(partition, 0L);
      Position first = selection.first();
      if (first != null && first.topicPartition().equals(partition)) {
        begin = Math.max(begin, first.offset());
      }
      if (begin < end && !visit(consumer, partition, begin, end, reader, visitor)) {
        return;
      }
    }
  }

  private boolean visit(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long begin,
      long end,
      Function<ConsumerRecord<byte[], byte[]>, Optional<Found>> reader,
      Predicate<Found> visitor) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, begin);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition, PATIENCE) < end) {
      var records = consumer.poll(Duration.ofMillis(200));
      if (!records.isEmpty()) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new TimeoutException("no dead letters came from " + partition);
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Optional<Found> found = reader.apply(record);
        if (record.offset() < end && found.isPresent() && !visitor.test(found.get())) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<TopicPartition> partitions(
      Map<String, List<PartitionInfo>> topics, Selection selection) {
    List<TopicPartition> partitions = new ArrayList<>();
    topics.forEach(
        (topic, infos) -> {
          for (PartitionInfo info : infos) {
            if (topic.endsWith(".dlt") && selection.reaches(topic, info.partition())) {
              partitions.add(new TopicPartition(topic, info.partition()));
            }
          }
        });
    partitions.sort(
        Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    return partitions;
  }

  private Optional<Found> found(
      ConsumerRecord<byte[], byte[]> record,
      Map<String, List<PartitionInfo>> topics,
      Map<Position, Replay> replayed) {
    Position id = new Position(record.topic(), record.partition(), record.offset());
    return DeadLetter.read(record.headers())
        .filter(letter -> letter.destination().equals(record.topic()))
        .filter(letter -> isThere(letter, topics))
        .filter(letter -> settings.consumers().contains(letter.consumer()))
        .map(
            letter -> {
              int replays = DeadLetter.replays(record.headers());
              FiledLetter.State state =
                  record.headers().lastHeader(DeadLetterCopy.LEFT_OUT) != null
                      ? FiledLetter.State.TOO_LARGE
                      : replayed.containsKey(id)
                          ? FiledLetter.State.REPLAYED
                          : replays >= settings.maxReplays()
                              ? FiledLetter.State.PARKED
                              : FiledLetter.State.WAITING;
              return new Found(
                  FiledLetter.of(id, letter, replays, state, replayed.get(id)), record);
            });
  }

  /**
   * Whether its origin is one that a record can be written to again. Our consumers read topics of
   * the loop and what Streams writes between its own tasks; a letter that names another, or a
   * partition that there is not, was not filed by them and would be in the way of all others.
   */
  private static boolean isThere(DeadLetter letter, Map<String, List<PartitionInfo>> topics) {
    return (Topics.ALL.contains(letter.topic()) || letter.topic().endsWith(BETWEEN_TASKS))
        && letter.partition() < topics.getOrDefault(letter.topic(), List.of()).size();
  }
}
