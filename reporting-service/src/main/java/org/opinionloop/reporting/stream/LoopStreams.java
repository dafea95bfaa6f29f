package org.opinionloop.reporting.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
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

  /** What the tasks of cells read, and those of issues: made by Kafka Streams, with its prefix. */
  private static final String CHANGES = "-changes-repartition";

  private static final String SIGHTINGS = "-sightings-repartition";

  private final ObjectProvider<StreamsBuilderFactoryBean> factory;

  private final Holdings holdings = new Holdings();

  LoopStreams(ObjectProvider<StreamsBuilderFactoryBean> factory) {
    this.factory = factory;
  }

  /** Is told by these streams when partitions come and go, see {@link Holdings#follow}. */
  void follow(KafkaStreams streams, String endpoint) {
    holdings.follow(streams, endpoint);
  }

  /** Whether all partitions of this instance are caught up and running. */
  public boolean isRunning() {
    KafkaStreams streams = streams();
    return streams != null && streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Whether it has ended and will not come back without a restart. */
  public boolean isBroken() {
    KafkaStreams streams = streams();
    return streams != null && streams.state().hasCompletedShutdown();
  }

  /**
   * An answer from all that this instance has, read while nothing moved.
   *
   * @param partitions of what; those of all instances together make the answer of the office
   */
  public record Whole<T>(Set<String> partitions, T answer) {

    /** Copies the set. */
    public Whole {
      partitions = Set.copyOf(partitions);
    }
  }

  /**
   * What this says, as one answer.
   *
   * @throws NotReady if something moved meanwhile, or is not where it should be
   */
  public <T> Whole<T> whole(Supplier<T> reading) {
    int turn = holdings.turns();
    Set<TopicPartition> here = holdings.all(running());
    T answer = read(reading);
    if (turn != holdings.turns() || !here.equals(holdings.all(running()))) {
      throw new NotReady("partitions have moved");
    }
    return new Whole<>(names(here), answer);
  }

  /** What is known of this opinion here; empty if it is not here. */
  public Optional<Entry> entry(String id) {
    for (int partition : partitions(Topics.OPINIONS_RECEIVED)) {
      ReadOnlyKeyValueStore<String, Entry> cases = store(Stores.CASES, partition);
      Entry entry = read(() -> cases.get(id));
      if (entry != null) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** Walks the cells of this instance with keys in this range, ends included; in no order. */
  public void cells(String from, String to, Consumer<CellState> visitor) {
    this.<CellState>everywhere(CHANGES, Stores.CELLS, from, to, visitor);
  }

  /** The sums of ratings of services with keys in this range, ends included; in no order. */
  public List<RatedService> services(String from, String to) {
    List<RatedService> found = new ArrayList<>();
    this.<RatedService>everywhere(Topics.SERVICES_RATED, Stores.SERVICES, from, to, found::add);
    return found;
  }

  /** All measures of this instance, which are few; in no order. */
  public List<Measure> measures() {
    List<Measure> found = new ArrayList<>();
    this.<Measure>everywhere(Topics.MEASURES_RECORDED, Stores.MEASURES, null, null, found::add);
    return found;
  }

  /** Walks a store in all partitions, of the topic that its tasks read, that are here. */
  private <V> void everywhere(
      String topic,
      String store,
      @Nullable String from,
      @Nullable String to,
      Consumer<? super V> visitor) {
    for (int partition : partitions(topic)) {
      range(
          this.<V>store(store, partition),
          from,
          to,
          (key, value) -> {
            visitor.accept(value);
            return true;
          });
    }
  }

  /** The units that the work list of one partition has cases under. */
  public List<String> unitsAtWork(int partition) {
    List<String> units = new ArrayList<>();
    Optional<String> first = firstAtWork(partition, "");
    while (first.isPresent()) {
      units.add(WorkKey.unit(first.get()));
      first = firstAtWork(partition, WorkKey.behindUnit(first.get()));
    }
    return units;
  }

  private Optional<String> firstAtWork(int partition, String from) {
    List<String> first = new ArrayList<>(1);
    work(
        partition,
        from,
        null,
        (key, theme) -> {
          first.add(key);
          return false;
        });
    return first.stream().findFirst();
  }

  /**
   * Walks the work list of one partition in order.
   *
   * @param visitor takes key and theme, and says whether to go on
   */
  public void work(
      int partition, String from, @Nullable String to, BiPredicate<String, String> visitor) {
    range(store(Stores.WORK, partition), from, to, visitor);
  }

  /**
   * The hottest issues of those that this instance has, hottest first.
   *
   * @param from the first instant of the period
   * @param to the first instant after it
   */
  public List<HotTopic> hotTopics(Instant from, Instant to, int limit) {
    // Nobody's weight is more than 1: who has fewer people than the coldest is hot has no chance.
    PriorityQueue<HotTopic> hottest = new PriorityQueue<>(HotTopic.ORDER.reversed());
    for (int partition : partitions(SIGHTINGS)) {
      ReadOnlyKeyValueStore<String, Issue> issues = store(Stores.ISSUES, partition);
      ReadOnlyKeyValueStore<String, Part> parts = store(Stores.PARTS, partition);
      senders(issues, from, to).entrySet().stream()
          .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
          .takeWhile(each -> hottest.size() < limit || each.getValue() >= hottest.element().heat())
          .forEach(
              each -> {
                hotTopic(issues, parts, each.getKey(), from, to).ifPresent(hottest::add);
                while (hottest.size() > limit) {
                  hottest.remove();
                }
              });
    }
    return hottest.stream().sorted(HotTopic.ORDER).toList();
  }

  /** By how many people each was written about of those that may have been topics then. */
  private Map<String, Integer> senders(
      ReadOnlyKeyValueStore<String, Issue> issues, Instant from, Instant to) {
    Map<String, Integer> senders = new HashMap<>();
    walk(
        issues::all,
        (String name, Issue issue) -> {
          if (issue.senders() >= HotTopic.LEAST
              && issue.first().isBefore(to)
              && !issue.last().isBefore(from)) {
            senders.put(name, issue.senders());
          }
          return true;
        });
    return senders;
  }

  private Optional<HotTopic> hotTopic(
      ReadOnlyKeyValueStore<String, Issue> issues,
      ReadOnlyKeyValueStore<String, Part> parts,
      String name,
      Instant from,
      Instant to) {
    Issue issue = read(() -> issues.get(name));
    List<Part> found = new ArrayList<>();
    range(parts, name + '|', name + '~', (String key, Part part) -> found.add(part));
    return issue == null ? Optional.empty() : HotTopic.of(name, issue, found, from, to);
  }

  private Set<Integer> partitions(String topic) {
    return holdings.all(running()).stream()
        .filter(each -> each.topic().endsWith(topic))
        .map(TopicPartition::partition)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The partitions of opinions that this instance has. */
  public Set<Integer> opinions() {
    return partitions(Topics.OPINIONS_RECEIVED);
  }

  /** Who has this opinion. */
  public HostInfo owner(String id) {
    KeyQueryMetadata metadata = read(() -> running().queryMetadataForKey(Stores.CASES, id, KEYS));
    if (metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      throw new NotReady("nobody has the partition now");
    }
    return metadata.activeHost();
  }

  /** Everybody who has something of this store, with the partitions of all that they have. */
  public Map<HostInfo, Set<String>> holders(String store) {
    Collection<StreamsMetadata> all = read(() -> running().streamsMetadataForStore(store));
    Map<HostInfo, Set<String>> holders = new HashMap<>();
    all.stream()
        .filter(each -> each.stateStoreNames().contains(store))
        .forEach(each -> holders.put(each.hostInfo(), names(each.topicPartitions())));
    return holders;
  }

  private static Set<String> names(Set<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::toString).collect(Collectors.toSet());
  }

  private static <V> void range(
      ReadOnlyKeyValueStore<String, V> store,
      @Nullable String from,
      @Nullable String to,
      BiPredicate<String, V> visitor) {
    walk(() -> store.range(from, to), visitor);
  }

  private static <V> void walk(
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

  /** Of one partition: of all together, one that has just gone would not be missed. */
  private <V> ReadOnlyKeyValueStore<String, V> store(String name, int partition) {
    StoreQueryParameters<ReadOnlyKeyValueStore<String, V>> query =
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore());
    return read(() -> running().store(query.withPartition(partition)));
  }

  private static <R> R read(Supplier<R> reading) {
    try {
      return reading.get();
    } catch (InvalidStateStoreException moving) {
      throw new NotReady("partitions are moving");
    }
  }

  private KafkaStreams running() {
    KafkaStreams streams = streams();
    if (streams == null || streams.state() != KafkaStreams.State.RUNNING) {
      throw new NotReady(streams == null ? "not started" : "the stores are " + streams.state());
    }
    return streams;
  }

  private @Nullable KafkaStreams streams() {
    StreamsBuilderFactoryBean bean = factory.getIfAvailable();
    return bean == null ? null : bean.getKafkaStreams();
  }
}
