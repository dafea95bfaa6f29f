package org.opinionloop.reporting.stream;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.opinionloop.reporting.stream.LoopStreams.NotReady;

/**
 * Which partitions this instance has, and which it is to have. Everything may seem to run while
 * they differ: a thread that ends takes its stores with it before the group hears of that, and a
 * partition on its way from one instance, or thread, to another is nobody's for a moment.
 */
final class Holdings {

  private volatile @Nullable HostInfo self;
  private final AtomicInteger turns = new AtomicInteger();
  private volatile Set<TopicPartition> ever = Set.of();

  /**
   * Is told by these streams, which have not been started, when something changes.
   *
   * @param endpoint {@code host:port} by which the others know this one; empty if there are none
   */
  void follow(KafkaStreams streams, String endpoint) {
    self = endpoint.isBlank() ? null : HostInfo.buildFromEndpoint(endpoint);
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            Set<TopicPartition> all = new HashSet<>(ever);
            all.addAll(here(streams));
            ever = Set.copyOf(all);
          }
          turns.incrementAndGet();
        });
  }

  /** Another number after each change. */
  int turns() {
    return turns.get();
  }

  /**
   * The partitions of what the tasks read, by which their stores are told apart.
   *
   * @throws NotReady if not all are here that should be
   */
  Set<TopicPartition> all(KafkaStreams streams) {
    Set<TopicPartition> here = here(streams);
    if (!here.equals(due(streams))) {
      throw new NotReady("partitions are moving");
    }
    return here;
  }

  /** Who is alone is to have what there is; where there are others, what it was last given. */
  private Set<TopicPartition> due(KafkaStreams streams) {
    HostInfo known = self;
    return known == null
        ? ever
        : streams.metadataForAllStreamsClients().stream()
            .filter(each -> each.hostInfo().equals(known))
            .findFirst()
            .map(StreamsMetadata::topicPartitions)
            .orElse(Set.of());
  }

  private static Set<TopicPartition> here(KafkaStreams streams) {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .flatMap(task -> task.topicPartitions().stream())
        .collect(Collectors.toSet());
  }
}
