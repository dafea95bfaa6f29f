package org.opinionloop.kit.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.Topics;

/** Reads which dead letters have been replayed; the topic is the only copy there is. */
final class Ledger {

  static final JsonCodec<Replay> CODEC = JsonCodec.of(Replay.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Admin admin;

  Ledger(Admin admin) {
    this.admin = admin;
  }

  /**
   * Everything that had been committed when this was called. It reads up to the last record, open
   * transactions included, and so waits for those of other services: a committed replay of ours may
   * lie behind them, and a reader of committed records does not see past an open one.
   */
  Map<Position, Replay> read(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.DEAD_LETTERS_REPLAYED, PATIENCE).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    Map<TopicPartition, Long> ends = ends(partitions);
    Map<Position, Replay> replays = new HashMap<>();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isRead(consumer, ends)) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("the record of replays could not be read to its end");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
        note(record, replays);
      }
    }
    return replays;
  }

  private static void note(ConsumerRecord<byte[], byte[]> record, Map<Position, Replay> replays) {
    try {
      replays.put(Position.parse(new String(record.key(), UTF_8)), CODEC.decode(record.value()));
    } catch (MalformedEventException | IllegalArgumentException | NullPointerException foreign) {
      // Nobody else may write here; what is no replay says nothing about any.
      return;
    }
  }

  private static boolean isRead(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    try {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(
              latest,
              new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)
                  .timeoutMs(Math.toIntExact(PATIENCE.toMillis())))
          .all()
          .get()
          .forEach((partition, info) -> ends.put(partition, info.offset()));
      return ends;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", closing);
    } catch (ExecutionException failed) {
      throw new KafkaException("ends of the record of replays", failed.getCause());
    }
  }
}
