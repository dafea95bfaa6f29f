package org.opinionloop.kit.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterMeter;

class FaultsToDeadLettersTest {

  private static final String BETWEEN = "test-service-changes-repartition";

  private static final Duration MIDNIGHT = Duration.ofHours(1);

  private static final String NUMBERS = "test-service-numbers-repartition";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private TopologyTestDriver driver;
  private TestInputTopic<String, String> in;

  @BeforeEach
  void start() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            List.of(Topics.OPINIONS_RECEIVED, BETWEEN),
            Consumed.with(Serdes.String(), Serdes.String()))
        .mapValues(FaultsToDeadLettersTest::work)
        .to("out", Produced.with(Serdes.String(), Serdes.String()));
    builder.stream(Topics.OPINIONS_RATED, Consumed.with(Serdes.String(), Serdes.String()))
        .process(NightShift::new);
    builder.stream(NUMBERS, Consumed.with(Serdes.String(), Serdes.Long()))
        .to("sums", Produced.with(Serdes.String(), Serdes.Long()));
    Properties properties =
        FaultsToDeadLetters.in(new Properties(), "test-service", new DeadLetterMeter(meters));
    driver = new TopologyTestDriver(builder.build(), properties);
    in =
        driver.createInputTopic(
            Topics.OPINIONS_RECEIVED, new StringSerializer(), new StringSerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void countsWhatRunsIntoABugAgainAfterItsReplay() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(DeadLetter.REPLAYS, "1".getBytes(StandardCharsets.US_ASCII));

    in.pipeInput(new TestRecord<>("a", "bug", headers));

    assertThat(meters.get("dead.letters.failed.again").tag("replays", "1").counter().count())
        .isEqualTo(1);
  }

  @Test
  void putsARecordThatRunsIntoABugAsideAsItCameAndGoesOn() {
    in.pipeInput("a", "bug");
    in.pipeInput("b", "fine");

    List<TestRecord<String, String>> dead =
        driver
            .createOutputTopic(
                "opinions.received.dlt", new StringDeserializer(), new StringDeserializer())
            .readRecordsToList();
    assertThat(dead).hasSize(1);
    assertThat(dead.get(0).key()).isEqualTo("a");
    assertThat(dead.get(0).value()).isEqualTo("bug");
    assertThat(header(dead.get(0), "dlt-reason")).isEqualTo("fault");
    assertThat(header(dead.get(0), "dlt-cause")).isEqualTo("java.lang.IllegalStateException");
    assertThat(header(dead.get(0), "dlt-consumer")).isEqualTo("test-service");
    assertThat(
            driver
                .createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                .readValuesToList())
        .containsExactly("fine");
    assertThat(meters.get("dead.letters").tag("reason", "fault").counter().count()).isEqualTo(1);
  }

  @Test
  void goesOnWithARecordThatHasNoTime() {
    in.pipeInput(withoutTime("a", "fine"));
    in.pipeInput(withoutTime("b", "bug"));
    driver
        .createInputTopic(NUMBERS, new StringSerializer(), new StringSerializer())
        .pipeInput(withoutTime("c", "seven"));

    TestRecord<String, String> out =
        driver
            .createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
            .readRecord();
    assertThat(out.value()).isEqualTo("fine");
    assertThat(out.getRecordTime()).isAfter(Instant.EPOCH);
    for (String topic : List.of("opinions.received.dlt", "feedback-loop.cases.dlt")) {
      assertThat(
              driver
                  .createOutputTopic(topic, new StringDeserializer(), new StringDeserializer())
                  .readRecordsToList())
          .hasSize(1);
    }
  }

  private static TestRecord<String, String> withoutTime(String key, String value) {
    return new TestRecord<>(key, value) {
      @Override
      public Instant getRecordTime() {
        return Instant.ofEpochMilli(RecordBatch.NO_TIMESTAMP);
      }

      @Override
      public Long timestamp() {
        return RecordBatch.NO_TIMESTAMP;
      }
    };
  }

  @Test
  void putsWhatIsBetweenTwoTasksAmongTheDeadLettersOfCases() {
    driver
        .createInputTopic(BETWEEN, new StringSerializer(), new StringSerializer())
        .pipeInput("a", "bug");

    TestRecord<String, String> dead =
        driver
            .createOutputTopic(
                "feedback-loop.cases.dlt", new StringDeserializer(), new StringDeserializer())
            .readRecord();
    assertThat(header(dead, "dlt-topic")).isEqualTo(BETWEEN);
    assertThat(DeadLetter.read(dead.headers()).orElseThrow().destination())
        .isEqualTo("feedback-loop.cases.dlt");
  }

  @Test
  void putsARecordAsideThatCannotBeReadAndGoesOn() {
    driver
        .createInputTopic(NUMBERS, new StringSerializer(), new StringSerializer())
        .pipeInput("a", "seven");
    in.pipeInput("b", "fine");

    TestRecord<String, String> dead =
        driver
            .createOutputTopic(
                "feedback-loop.cases.dlt", new StringDeserializer(), new StringDeserializer())
            .readRecord();
    assertThat(dead.value()).isEqualTo("seven");
    assertThat(header(dead, "dlt-topic")).isEqualTo(NUMBERS);
    assertThat(
            driver
                .createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                .readValuesToList())
        .containsExactly("fine");
  }

  @Test
  void doesNotBlameTheRecordForTroubleOfKafkaOrTheStore() {
    assertThatThrownBy(() -> in.pipeInput("a", "disk")).isInstanceOf(StreamsException.class);
  }

  @Test
  void endsTheThreadOverAFaultThatNoRecordIsToBlameFor() {
    in.pipeInput("a", "fine");

    assertThatThrownBy(() -> driver.advanceWallClockTime(MIDNIGHT))
        .isInstanceOf(StreamsException.class)
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("by the clock");
    assertThat(meters.find("dead.letters").tag("reason", "fault").counter())
        .satisfiesAnyOf(
            counter -> assertThat(counter).isNull(),
            counter -> assertThat(counter.count()).isZero());
  }

  /** Works by the clock only, and badly. */
  private static final class NightShift implements Processor<String, String, String, String> {

    @Override
    public void init(ProcessorContext<String, String> context) {
      context.schedule(
          MIDNIGHT,
          PunctuationType.WALL_CLOCK_TIME,
          now -> {
            throw new IllegalStateException("by the clock");
          });
    }

    @Override
    public void process(Record<String, String> record) {
      // Not by records.
    }
  }

  private static String work(String value) {
    return switch (value) {
      case "bug" -> throw new IllegalStateException("somebody's words");
      case "disk" -> throw new KafkaException("full");
      default -> value;
    };
  }

  private static String header(TestRecord<String, String> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
