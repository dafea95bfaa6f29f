package org.opinionloop.reporting.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.IssueState;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.JsonSerde;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionGrouped;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.streams.BoundedSerde;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.reporting.cases.Policy;
import org.opinionloop.reporting.hot.Issue;
import org.opinionloop.reporting.hot.Likeness;
import org.opinionloop.reporting.hot.Member;
import org.opinionloop.reporting.hot.Part;
import org.opinionloop.reporting.hot.Sighting;

/**
 * Everything that happens to opinions becomes cases, and the changes of cases become changes of
 * cells:
 *
 * <pre>
 * opinions.*, letters.*  ->  cases, one a key  ->  feedback-loop.cases
 *                                |  what each change takes from one cell and adds to another, by cell
 *                                v
 *                            cells, one a key  ->  feedback-loop.metrics
 *
 * cases  --  by what an opinion is recognised, by bucket  ->  issues  ->  feedback-loop.issues
 *   ^                                                           |
 *   +------------------  opinions.grouped  <--------------------+
 * </pre>
 *
 * What is about the same issue is found across opinions, hence in a task of its own, usually one
 * for the whole office; what it finds comes back as an event of each opinion concerned.
 *
 * <p>All topics of opinions have the same keys and partitions, so the first half is one task a
 * partition and nothing is repartitioned on the way to a case. Under exactly-once a redelivery
 * changes nothing; a repeated event changes nothing either, because a case is a set of facts. What
 * is malformed goes to the dead-letter topic of its topic.
 *
 * <p>A case is kept, and what it changes is told, once a commit and not once an event, and so is a
 * cell: nobody can see more, as nothing of a transaction is visible before its commit.
 *
 * <p>A cell in which nothing is left is deleted by a tombstone: an opinion passes through the
 * unclassified cell of its day on its way to its own, and such cells would pile up for ever.
 */
final class LoopTopology {

  private static final Map<String, JsonCodec<? extends Event>> CODECS =
      Map.of(
          Topics.OPINIONS_RECEIVED, JsonCodec.of(OpinionReceived.class),
          Topics.OPINIONS_CLASSIFIED, JsonCodec.of(OpinionClassified.class),
          Topics.OPINIONS_CORRECTED, JsonCodec.of(OpinionCorrected.class),
          Topics.OPINIONS_ANSWERED, JsonCodec.of(OpinionAnswered.class),
          Topics.OPINIONS_EXTENDED, JsonCodec.of(OpinionExtended.class),
          Topics.OPINIONS_REJECTED, JsonCodec.of(OpinionRejected.class),
          Topics.OPINIONS_RATED, JsonCodec.of(OpinionRated.class),
          Topics.OPINIONS_GROUPED, JsonCodec.of(OpinionGrouped.class),
          Topics.LETTERS_ISSUED, JsonCodec.of(LetterIssued.class),
          Topics.LETTERS_DELIVERED, JsonCodec.of(LetterDelivered.class));

  /**
   * Among so many tasks the cells are shared out, whatever the number of partitions of opinions:
   * each has changes added up in memory, so that few can do it for many, and each commit writes to
   * three partitions for every one of them.
   */
  private static final int CELL_TASKS = 6;

  private final Inbound inbound;
  private final Policy policy;
  private final Likeness likeness;
  private final IssueSettings.Within within;
  private final LoopMeters meters;
  private final IssueMeters issueMeters;
  private final StoreBuilder<CasesAtHand> atHand = CasesAtHand.builder();
  private final StoreBuilder<ChangesAtHand> changesAtHand = ChangesAtHand.builder();
  private final StoreBuilder<KeyValueStore<String, Entry>> cases =
      Stores.direct(Stores.CASES, JsonSerde.of(Entry.class));

  LoopTopology(Inbound inbound, Policy policy, IssueSettings issues, MeterRegistry registry) {
    this.inbound = inbound;
    this.policy = policy;
    this.likeness = issues.rules();
    this.within = issues.within();
    this.meters = new LoopMeters(registry);
    this.issueMeters = new IssueMeters(registry);
  }

  /** The topics to read, all as one stream. */
  static Set<String> topics() {
    return CODECS.keySet();
  }

  /** Builds it onto the stream of {@link #topics}. */
  void build(KStream<String, byte[]> records) {
    KStream<String, CaseUpdate> updates =
        inbound
            .events(records, "events", CODECS)
            .processValues(folding(), Named.as("fold-case"))
            .toTable(Named.as("changed"), atCommit("changed"))
            .toStream(Named.as("changed-cases"))
            .process(keeping(), Named.as("keep-case"));
    KStream<String, Finding> findings =
        updates
            .filter((id, update) -> update.telling() != null, Named.as("tellings"))
            .map(
                (id, update) -> {
                  CaseUpdate.Telling telling = Objects.requireNonNull(update.telling());
                  return KeyValue.pair(telling.bucket(), telling.sighting());
                },
                Named.as("sightings"))
            .processValues(TraceAlone::new, Named.as("sightings-headers"))
            .repartition(
                Repartitioned.with(Serdes.String(), JsonSerde.of(Sighting.class))
                    .withName("sightings"))
            .process(issues(), Named.as("group"));
    findings
        .filter((id, finding) -> finding instanceof Finding.Grouped, Named.as("groupings"))
        .mapValues(finding -> ((Finding.Grouped) finding).event(), Named.as("grouped"))
        .processValues(
            heading(OpinionGrouped.class, LoopTopology::about), Named.as("grouped-headers"))
        .to(
            Topics.OPINIONS_GROUPED,
            Produced.with(Serdes.String(), Serdes.ByteArray()).withName("grouped-out"));
    findings
        .filter((name, finding) -> finding instanceof Finding.Known, Named.as("known-issues"))
        .mapValues(finding -> ((Finding.Known) finding).state(), Named.as("issue-state"))
        .processValues(heading(IssueState.class, LoopTopology::about), Named.as("issue-headers"))
        .to(
            Topics.ISSUES,
            Produced.with(Serdes.String(), Serdes.ByteArray()).withName("issues-out"));
    updates
        .filter((id, update) -> update.state() != null, Named.as("known-cases"))
        .mapValues(CaseUpdate::state, Named.as("case-state"))
        .processValues(heading(CaseState.class, LoopTopology::about), Named.as("case-headers"))
        .to(Topics.CASES, Produced.with(Serdes.String(), Serdes.ByteArray()).withName("cases-out"));
    updates
        .flatMap(
            (id, update) ->
                update.changes().stream()
                    .map(
                        change ->
                            KeyValue.pair(change.cell().key(), new Change(change, update.at())))
                    .toList(),
            Named.as("cell-changes"))
        .processValues(TraceAlone::new, Named.as("changes-headers"))
        .repartition(
            Repartitioned.with(Serdes.String(), JsonSerde.of(Change.class))
                .withName("changes")
                .withNumberOfPartitions(CELL_TASKS))
        .processValues(sharing(ChangeFolder::new), Named.as("fold-change"))
        .toTable(Named.as("changed-cells"), atCommit("changed-cells"))
        .toStream(Named.as("sums-of-changes"))
        .processValues(sharing(ChangeFolder.Telling::new), Named.as("tell-change"))
        .processValues(totals(), Named.as("totals"))
        .groupByKey(Grouped.with(Serdes.String(), JsonSerde.of(Change.class)))
        .aggregate(
            () -> CellState.NEW,
            (key, change, cell) -> cell.plus(change),
            Named.as("sum-cell"),
            Materialized.<String, CellState, KeyValueStore<Bytes, byte[]>>as(Stores.CELLS)
                .withKeySerde(Serdes.String())
                .withValueSerde(new BoundedSerde<>(JsonSerde.of(CellState.class))))
        .toStream(Named.as("cell-states"))
        .mapValues(cell -> cell == null ? null : cell.metrics(), Named.as("loop-metrics"))
        .processValues(heading(LoopMetrics.class, LoopTopology::about), Named.as("cell-headers"))
        .to(
            Topics.METRICS,
            Produced.with(Serdes.String(), Serdes.ByteArray()).withName("metrics-out"));
  }

  private static <V> FixedKeyProcessorSupplier<String, V, byte[]> heading(
      Class<V> type, Function<V, Heading.About> about) {
    JsonCodec<V> codec = JsonCodec.of(type);
    return () -> new Heading<>(codec, about);
  }

  private static Heading.About about(CaseState state) {
    String version = Long.toString(state.updatedAt().toEpochMilli());
    return new Heading.About("CaseState", version, state.updatedAt());
  }

  private static Heading.About about(LoopMetrics metrics) {
    // A cell that was empty meanwhile is counted from one again.
    return new Heading.About("LoopMetrics", null, metrics.updatedAt());
  }

  private static Heading.About about(OpinionGrouped event) {
    return new Heading.About("OpinionGrouped", null, event.recordedAt());
  }

  private static Heading.About about(IssueState state) {
    return new Heading.About("IssueState", null, state.last());
  }

  private ProcessorSupplier<String, Sighting, String, Finding> issues() {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, Sighting, String, Finding> get() {
        return new IssueProcessor(likeness, issueMeters);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            Stores.direct(Stores.MEMBERS, JsonSerde.of(Member.class)),
            Stores.builder(Stores.ISSUES, JsonSerde.of(Issue.class)),
            Stores.direct(Stores.PARTS, JsonSerde.of(Part.class)),
            Stores.direct(Stores.CALENDAR, Serdes.String()));
      }
    };
  }

  /**
   * A table whose changes are passed on once a commit, before it, as those of all tables with a
   * cache are, or sooner if the cache is full. It is there for that alone and remembers nothing.
   */
  private static Materialized<String, Boolean, KeyValueStore<Bytes, byte[]>> atCommit(String name) {
    return Materialized.<String, Boolean>as(Stores.forgetful(name))
        .withKeySerde(Serdes.String())
        .withValueSerde(Serdes.Boolean())
        .withCachingEnabled()
        .withLoggingDisabled();
  }

  private FixedKeyProcessorSupplier<String, Event, Boolean> folding() {
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, Event, Boolean> get() {
        return new CaseFolder();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(atHand, cases);
      }
    };
  }

  private <V, W> FixedKeyProcessorSupplier<String, V, W> sharing(
      Supplier<FixedKeyProcessor<String, V, W>> processor) {
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, V, W> get() {
        return processor.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(changesAtHand);
      }
    };
  }

  private ProcessorSupplier<String, Boolean, String, CaseUpdate> keeping() {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, Boolean, String, CaseUpdate> get() {
        return new CaseKeeper(policy, within);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            atHand,
            cases,
            Stores.direct(Stores.WORK, Serdes.String()),
            Stores.direct(Stores.ALARMS, Serdes.String()));
      }
    };
  }

  private FixedKeyProcessorSupplier<String, Change, Change> totals() {
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, Change, Change> get() {
        return new TotalsProcessor(meters);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(Stores.builder(Stores.TOTALS, JsonSerde.of(TotalsProcessor.Total.class)));
      }
    };
  }
}
