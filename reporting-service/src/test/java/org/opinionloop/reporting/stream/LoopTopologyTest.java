package org.opinionloop.reporting.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opinionloop.reporting.Happenings.MONDAY;
import static org.opinionloop.reporting.Happenings.TIME;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.CaseStatus;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.IssueState;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.JsonSerde;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.streams.BoundedMemory;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.kit.streams.KeySerde;
import org.opinionloop.kit.trace.Trace;
import org.opinionloop.reporting.Happenings;
import org.opinionloop.reporting.cases.Catalogue;
import org.opinionloop.reporting.cases.Policy;
import org.opinionloop.reporting.cells.Contribution;
import org.opinionloop.reporting.cells.Tally;

class LoopTopologyTest {

  static final Policy POLICY = new Policy(TIME, 15, 1, Duration.ofHours(24), Catalogue.EMPTY);

  static final IssueSettings ISSUES =
      new IssueSettings(0.33, Duration.ofDays(90), 32, 1_000, IssueSettings.Within.OFFICE);

  @TempDir Path state;

  SimpleMeterRegistry registry = new SimpleMeterRegistry();
  TopologyTestDriver driver;
  int runs;

  @BeforeEach
  void start() {
    StreamsBuilder builder = new StreamsBuilder();
    new LoopTopology(
            new Inbound("reporting-service", new DeadLetterMeter(registry)),
            POLICY,
            ISSUES,
            registry)
        .build(
            builder.stream(
                LoopTopology.topics(), Consumed.with(new KeySerde(), Serdes.ByteArray())));
    Properties configuration = new Properties();
    configuration.put("application.id", "test");
    configuration.put("bootstrap.servers", "none:1");
    configuration.put("state.dir", state.resolve("run" + runs++).toString());
    configuration.put("rocksdb.config.setter", BoundedMemory.class);
    driver = new TopologyTestDriver(builder.build(), configuration, MONDAY);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void countsAnOpinionInItsCellAndMovesItWhenItIsClassifiedAndCorrected() {
    Happenings opinion = Happenings.monday(1);

    send(opinion.received());
    assertThat(cells())
        .containsOnlyKeys(
            "2026-03-09|website|UNCLASSIFIED|UNCLASSIFIED|UNCLASSIFIED|UNCLASSIFIED|North");

    send(opinion.classified());
    send(opinion.corrected("FACILITIES", null, MONDAY.plusSeconds(60)));
    Map<String, LoopMetrics> cells = cells();
    assertThat(cells)
        .containsOnlyKeys("2026-03-09|website|FACILITIES|TRANSPORT|COMPLAINT|TRANSPORT|North");
    assertThat(cells.values().iterator().next().counts())
        .containsEntry(LoopCount.RECEIVED, 1L)
        .containsEntry(LoopCount.VALID, 1L)
        .containsEntry(LoopCount.OPEN, 1L)
        .containsEntry(LoopCount.PENDING, 1L)
        .containsEntry(LoopCount.ANSWERED, 0L);
  }

  @Test
  void changesNothingWhenAnEventIsRepeated() {
    Happenings opinion = Happenings.monday(2);
    send(opinion.received());
    send(opinion.classified());
    cells();
    cases();

    send(opinion.received());
    send(opinion.classified());

    assertThat(output(Topics.METRICS, JsonSerde.of(LoopMetrics.class).deserializer()).isEmpty())
        .isTrue();
    assertThat(output(Topics.CASES, JsonSerde.of(CaseState.class).deserializer()).isEmpty())
        .isTrue();
  }

  /**
   * A case is kept while its task commits: what is written then must not wait for the next time.
   */
  @Test
  void leavesNothingInMemoryAtACommit() {
    send(Happenings.monday(4).received());

    assertThat(logged(Stores.CASES)).isEqualTo(1);
    assertThat(logged(Stores.WORK)).isEqualTo(1);
    assertThat(cases()).hasSize(1);
    assertThat(cells()).hasSize(1);
  }

  private long logged(String store) {
    return output("test-" + store + "-changelog", new ByteArrayDeserializer()).getQueueSize();
  }

  @Test
  void noticesAnOverdueCaseWithoutAnyEvent() {
    Happenings opinion = Happenings.monday(3);
    send(opinion.received());
    send(opinion.classified());
    send(opinion.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5));
    assertThat(cases().values()).allMatch(each -> !each.overdue());

    driver.advanceWallClockTime(Duration.between(MONDAY, Instant.parse("2026-03-16T08:59:59Z")));
    assertThat(cases()).isEmpty();
    driver.advanceWallClockTime(CaseKeeper.TICK.plusSeconds(1));

    assertThat(cases().values()).singleElement().matches(CaseState::overdue);
    assertThat(cells().values())
        .last()
        .satisfies(
            cell ->
                assertThat(cell.counts())
                    .containsEntry(LoopCount.OVERDUE, 1L)
                    .containsEntry(LoopCount.DUE, 1L)
                    .containsEntry(LoopCount.ANSWERED_ON_TIME, 0L));
    assertThat(registry.get("loop.unit.overdue").tag("unit", "TRANSPORT").gauge().value())
        .isEqualTo(1);
    assertThat(gauge("loop.unit.overdue")).isEqualTo(1);
  }

  @Test
  void setsAsideWhatIsMalformedWithItsBytesAndAReason() {
    byte[] broken = {'{', '"', 0x7f};

    driver
        .createInputTopic(Topics.OPINIONS_RATED, new StringSerializer(), new ByteArraySerializer())
        .pipeInput("nobody", broken);

    TestRecord<String, byte[]> letter =
        driver
            .createOutputTopic(
                Topics.deadLetters(Topics.OPINIONS_RATED),
                new StringDeserializer(),
                new org.apache.kafka.common.serialization.ByteArrayDeserializer())
            .readRecord();
    assertThat(letter.value()).isEqualTo(broken);
    assertThat(letter.headers().lastHeader("dlt-topic").value())
        .isEqualTo("opinions.rated".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(registry.get("dead.letters").tag("reason", "malformed").counter().count())
        .isEqualTo(1);
  }

  @RepeatedTest(2)
  void agreesWithTheCasesHoweverTheEventsArrive(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < 12; i++) {
      Map<String, List<Event>> life = Happenings.life(random, Happenings.id(i), MONDAY);
      for (Event event : Happenings.delivered(random, life)) {
        send(event);
        if (random.nextInt(50) == 0) {
          driver.advanceWallClockTime(Duration.ofDays(1));
        }
      }
    }

    Map<String, CaseState> cases = cases();
    Map<String, Tally> recounted = new TreeMap<>();
    for (CaseState each : cases.values()) {
      Contribution contribution = Contribution.of(each, TIME);
      recounted.merge(contribution.cell().key(), contribution.tally(), Tally::plus);
    }
    Map<String, LoopMetrics> cells = cells();
    assertThat(cases).hasSize(12);
    assertThat(cells).containsOnlyKeys(recounted.keySet());
    cells.forEach(
        (key, cell) -> {
          assertThat(new Tally(cell.counts(), cell.durations(), Map.of()))
              .isEqualTo(
                  new Tally(recounted.get(key).counts(), recounted.get(key).durations(), Map.of()));
        });
    assertThat(registry.get("loop.imbalance").gauge().value()).isZero();
    assertThat(gauge("loop.opinions")).isEqualTo(12);
    assertThat(gauge("loop.received")).isEqualTo(12);
    assertThat(gauge("loop.settled"))
        .isEqualTo(cases.values().stream().filter(c -> c.status() == CaseStatus.ANSWERED).count());
  }

  @Test
  void handlesARepeatWithTheEarlierCaseAndCountsItAsMerged() {
    Happenings first = new Happenings(Happenings.id(1), MONDAY);
    Happenings repeat = new Happenings(Happenings.id(2), MONDAY.plus(Duration.ofHours(1)));
    Happenings other = new Happenings(Happenings.id(3), MONDAY.plus(Duration.ofHours(2)));
    send(repeat.received());
    send(repeat.classified("anna", 1));
    send(repeat.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5));
    send(first.received());
    send(first.classified("anna", 1));
    send(other.received());
    send(other.classified("berta", 1));

    Map<String, CaseState> cases = cases();
    CaseState merged = cases.get(repeat.id.value());
    assertThat(merged.status()).isEqualTo(CaseStatus.MERGED);
    assertThat(merged.mergedInto()).isEqualTo(first.id);
    assertThat(merged.answerBy()).as("its promise binds no more").isNull();
    assertThat(merged.history()).extracting(CaseState.Step::event).contains("merged");
    assertThat(cases.get(first.id.value()).status()).isEqualTo(CaseStatus.CLASSIFIED);
    assertThat(cases.get(other.id.value()).mergedInto()).isNull();
    assertThat(cases.values()).extracting(CaseState::issue).doesNotContainNull().hasSize(3);
    assertThat(gauge("loop.merged")).isEqualTo(1);
    assertThat(gauge("loop.open")).isEqualTo(2);
    assertThat(registry.get("loop.imbalance").gauge().value()).isZero();

    driver.advanceWallClockTime(Duration.ofDays(30));
    assertThat(gauge("loop.overdue")).as("its promise binds no more").isZero();

    IssueState issue =
        latest(output(Topics.ISSUES, JsonSerde.of(IssueState.class).deserializer()))
            .get(merged.issue());
    assertThat(issue.opinions()).isEqualTo(3);
    assertThat(issue.senders()).isEqualTo(2);
  }

  /** The same events in other orders and redelivered: the same cells. */
  @RepeatedTest(2)
  void givesTheSameCellsWhateverComesFirst(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<String, List<Event>> topics = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      String each = Integer.toString(i);
      Happenings opinion =
          new Happenings(Happenings.id(i), MONDAY.plus(Duration.ofHours(random.nextInt(200))));
      String sender = i % 3 == 2 ? null : "person " + i % 2; // so 0 and 4 are one person
      topics.put("received " + each, List.of(opinion.received()));
      topics.put("classified " + each, List.of(opinion.classified(sender, i / 5)));
      topics.put("issued " + each, List.of(opinion.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5)));
      if (i % 4 == 1) {
        topics.put(
            "answered " + each,
            List.of(opinion.answered(MONDAY.plus(Duration.ofHours(random.nextInt(300))))));
      }
    }
    Map<String, Map<LoopCount, Long>> expected = null;
    for (int order = 0; order < 2; order++) {
      Map<String, LoopMetrics> cells = new LinkedHashMap<>();
      for (Event event : Happenings.delivered(random, topics)) {
        send(event);
      }
      cells.putAll(cells());
      Map<String, Map<LoopCount, Long>> counts = new TreeMap<>();
      cells.forEach((key, cell) -> counts.put(key, cell.counts()));
      if (expected == null) {
        expected = counts;
      }
      assertThat(counts).isEqualTo(expected);
      assertThat(gauge("loop.merged")).isPositive();
      stop();
      registry = new SimpleMeterRegistry();
      start();
    }
  }

  /** Also where a value is as it was before: who leaves out what they have had must have it. */
  @ParameterizedTest
  @ValueSource(strings = {Topics.METRICS, Topics.CASES, Topics.ISSUES, Topics.OPINIONS_GROUPED})
  void namesWhatARecordHasBecomeInItsHeadersAndEachByAnotherId(String topic) {
    Happenings opinion = Happenings.monday(5);
    Happenings other = Happenings.monday(6);
    for (Happenings each : List.of(opinion, other)) {
      send(each.received());
      send(each.classified("anna", 1));
    }
    for (int n = 1; n <= 4; n++) {
      send(
          other.corrected(
              n % 2 == 0 ? "SERVICE" : "POLICY", null, MONDAY.plus(Duration.ofMinutes(n))));
    }

    List<TestRecord<String, byte[]>> records =
        output(topic, new ByteArrayDeserializer()).readRecordsToList();
    assertThat(records).hasSizeGreaterThan(1);
    List<TestRecord<String, byte[]>> values =
        records.stream().filter(record -> record.value() != null).toList();
    assertThat(values)
        .extracting(record -> header(record, "ce_type"))
        .containsOnly("org.opinionloop." + TYPES.get(topic));
    assertThat(values).extracting(record -> header(record, "ce_id")).doesNotHaveDuplicates();
  }

  private static final Map<String, String> TYPES =
      Map.of(
          Topics.METRICS, "LoopMetrics",
          Topics.CASES, "CaseState",
          Topics.ISSUES, "IssueState",
          Topics.OPINIONS_GROUPED, "OpinionGrouped");

  private static String header(TestRecord<String, byte[]> record, String name) {
    assertThat(record.headers().headers(name)).hasSize(1);
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void goesOnWithTheTraceOfTheEventThatChangedIt() {
    Event event = Happenings.monday(6).received();
    Trace trace = Trace.begin();
    Headers headers = new RecordHeaders();
    trace.writeTo(headers);

    driver
        .createInputTopic(
            Topics.OPINIONS_RECEIVED, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(event.opinionId().value(), encode(event), headers));

    assertThat(
            Trace.in(
                output(Topics.CASES, JsonSerde.of(CaseState.class).deserializer())
                    .readRecord()
                    .headers()))
        .isEqualTo(trace);
    assertThat(
            Trace.in(
                output(Topics.METRICS, JsonSerde.of(LoopMetrics.class).deserializer())
                    .readRecord()
                    .headers()))
        .isEqualTo(trace);
  }

  private double gauge(String name) {
    return registry.get(name).gauges().stream().mapToDouble(each -> each.value()).sum();
  }

  private Map<String, LoopMetrics> cells() {
    return latest(output(Topics.METRICS, JsonSerde.of(LoopMetrics.class).deserializer()));
  }

  private Map<String, CaseState> cases() {
    return latest(output(Topics.CASES, JsonSerde.of(CaseState.class).deserializer()));
  }

  private <V> TestOutputTopic<String, V> output(String topic, Deserializer<V> values) {
    return driver.createOutputTopic(topic, new StringDeserializer(), values);
  }

  private static <V> Map<String, V> latest(TestOutputTopic<String, V> topic) {
    Map<String, V> latest = new LinkedHashMap<>();
    topic
        .readKeyValuesToList()
        .forEach(
            record -> {
              latest.remove(record.key);
              if (record.value != null) {
                latest.put(record.key, record.value);
              }
            });
    return latest;
  }

  private void send(Event event) {
    driver
        .createInputTopic(
            Happenings.TOPICS.get(event.getClass()),
            new StringSerializer(),
            new ByteArraySerializer())
        .pipeInput(event.opinionId().value(), encode(event));
  }

  @SuppressWarnings("unchecked")
  private static byte[] encode(Event event) {
    return ((JsonCodec<Event>) CODECS.computeIfAbsent(event.getClass(), JsonCodec::of))
        .encode(event);
  }

  private static final Map<Class<?>, JsonCodec<?>> CODECS = new HashMap<>();
}
