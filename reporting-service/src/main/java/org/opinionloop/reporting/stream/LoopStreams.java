package org.opinionloop.reporting.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Topics;
import org.opinionloop.reporting.hot.HotTopic;
import org.opinionloop.reporting.hot.Issue;
import org.opinionloop.reporting.hot.Part;
import org.opinionloop.reporting.measures.Measure;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/**
 * The running topology, for those who read its stores. Blocks on disk: never call it on an event
 * loop.
 */
public final class LoopStreams {

  /** The stores cannot be read now: partitions are moving or being restored. Try again soon. */
  public static final class NotReady extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With a reason. */
    public NotReady(String reason) {
      super(reason, null, false, false);
    }
  }

  private static final Serializer<String> KEYS = new StringSerializer();

  private final ObjectProvider<StreamsBuilderFactoryBean> factory;

  /** How many tasks this instance had when its partitions had last settled. */
  private volatile int settled;

  LoopStreams(ObjectProvider<StreamsBuilderFactoryBean> factory) {
    this.factory = factory;
  }

  /**
   * Is told by these streams how they are. A thread that ends takes its stores with it, and until
   * the group hears of that everything seems to run: only the tasks are fewer than they were.
   */
  void follow(KafkaStreams streams) {
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            settled = tasks(streams);
          }
        });
  }

  /** Whether all partitions of this instance are caught up and running. */
  public boolean isRunning() {
    KafkaStreams streams = streams();
    return streams != null && isComplete(streams);
  }

  /** Whether it has ended and will not come back without a restart. */
  public boolean isBroken() {
    KafkaStreams streams = streams();
    return streams != null && streams.state().hasCompletedShutdown();
  }

  /** What is known of this opinion here; empty if it is not here. */
  public Optional<Entry> entry(String id) {
    ReadOnlyKeyValueStore<String, Entry> cases = store(Stores.CASES, null);
    return Optional.ofNullable(read(() -> cases.get(id)));
  }

  /** The cells of this instance with keys in this range, ends included; in no order. */
  public List<CellState> cells(String from, String to) {
    List<CellState> found = new ArrayList<>();
    range(store(Stores.CELLS, null), from, to, (String key, CellState cell) -> found.add(cell));
    return found;
  }

  /** The sums of ratings of services with keys in this range, ends included; in no order. */
  public List<RatedService> services(String from, String to) {
    List<RatedService> found = new ArrayList<>();
    range(store(Stores.SERVICES, null), from, to, (String key, RatedService sum) -> found.add(sum));
    return found;
  }

  /** All measures of this instance, which are few; in no order. */
  public List<Measure> measures() {
    List<Measure> found = new ArrayList<>();
    range(store(Stores.MEASURES, null), null, null, (String key, Measure each) -> found.add(each));
    return found;
  }

  /**
   * Walks the work list of one partition in order.
   *
   * @param visitor takes key and theme, and says whether to go on
   */
  public void work(int partition, String from, String to, BiPredicate<String, String> visitor) {
    range(store(Stores.WORK, partition), from, to, visitor);
  }

  /**
   * The hottest issues of those that this instance has, hottest first.
   *
   * @param from the first instant of the period
   * @param to the first instant after it
   */
  public List<HotTopic> hotTopics(Instant from, Instant to, int limit) {
    Map<String, Issue> known = new HashMap<>();
    ReadOnlyKeyValueStore<String, Issue> issues = store(Stores.ISSUES, null);
    walk(
        issues::all,
        (String name, Issue issue) -> {
          if (issue.senders() >= HotTopic.LEAST
              && issue.first().isBefore(to)
              && !issue.last().isBefore(from)) {
            known.put(name, issue);
          }
          return true;
        });
    // Nobody's weight is more than 1: who has fewer people than the coldest is hot has no chance.
    PriorityQueue<HotTopic> hottest = new PriorityQueue<>(HotTopic.ORDER.reversed());
    ReadOnlyKeyValueStore<String, Part> parts = store(Stores.PARTS, null);
    known.entrySet().stream()
        .sorted(Comparator.comparingInt(each -> -each.getValue().senders()))
        .takeWhile(
            each -> hottest.size() < limit || each.getValue().senders() >= hottest.element().heat())
        .forEach(
            each -> {
              List<Part> found = new ArrayList<>();
              range(
                  parts,
                  each.getKey() + '|',
                  each.getKey() + '~',
                  (String key, Part part) -> found.add(part));
              HotTopic.of(each.getKey(), each.getValue(), found, from, to).ifPresent(hottest::add);
              while (hottest.size() > limit) {
                hottest.remove();
              }
            });
    return hottest.stream().sorted(HotTopic.ORDER).toList();
  }

  /** The partitions of opinions that this instance has. */
  public Set<Integer> partitions() {
    Set<Integer> partitions = new TreeSet<>();
    running()
        .metadataForLocalThreads()
        .forEach(
            thread ->
                thread.activeTasks().stream()
                    .flatMap(task -> task.topicPartitions().stream())
                    .filter(partition -> partition.topic().equals(Topics.OPINIONS_RECEIVED))
                    .forEach(partition -> partitions.add(partition.partition())));
    return partitions;
  }

  /** Who has this opinion. */
  public HostInfo owner(String id) {
    KeyQueryMetadata metadata = read(() -> running().queryMetadataForKey(Stores.CASES, id, KEYS));
    if (metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      throw new NotReady("nobody has the partition now");
    }
    return metadata.activeHost();
  }

  /** Everybody who has something of this store. */
  public List<HostInfo> holders(String store) {
    Collection<StreamsMetadata> all = read(() -> running().streamsMetadataForStore(store));
    return all.stream()
        .filter(each -> each.stateStoreNames().contains(store))
        .map(StreamsMetadata::hostInfo)
        .distinct()
        .toList();
  }

  private <V> void range(
      ReadOnlyKeyValueStore<String, V> store,
      @Nullable String from,
      @Nullable String to,
      BiPredicate<String, V> visitor) {
    walk(() -> store.range(from, to), visitor);
  }

  private <V> void walk(
      Supplier<KeyValueIterator<String, V>> walk, BiPredicate<String, V> visitor) {
    read(
        () -> {
          try (KeyValueIterator<String, V> entries = walk.get()) {
            boolean goOn = true;
            while (goOn && entries.hasNext()) {
              var entry = entries.next();
              goOn = visitor.test(entry.key, entry.value);
            }
          }
          return Boolean.TRUE;
        });
  }

  private <V> ReadOnlyKeyValueStore<String, V> store(String name, @Nullable Integer partition) {
    StoreQueryParameters<ReadOnlyKeyValueStore<String, V>> query =
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore());
    return read(() -> running().store(partition == null ? query : query.withPartition(partition)));
  }

  /** What was read while everything was here, from the first to the last of it. */
  private <R> R read(Supplier<R> reading) {
    try {
      var unused = running();
      R read = reading.get();
      unused = running();
      return read;
    } catch (InvalidStateStoreException moving) {
      throw new NotReady("partitions are moving");
    }
  }

  private KafkaStreams running() {
    KafkaStreams streams = streams();
    if (streams == null) {
      throw new NotReady("not started");
    }
    if (!isComplete(streams)) {
      throw new NotReady("partitions are moving");
    }
    return streams;
  }

  private boolean isComplete(KafkaStreams streams) {
    return streams.state() == KafkaStreams.State.RUNNING && tasks(streams) == settled;
  }

  private static int tasks(KafkaStreams streams) {
    return streams.metadataForLocalThreads().stream()
        .mapToInt(thread -> thread.activeTasks().size())
        .sum();
  }

  private @Nullable KafkaStreams streams() {
    StreamsBuilderFactoryBean bean = factory.getIfAvailable();
    return bean == null ? null : bean.getKafkaStreams();
  }
}
