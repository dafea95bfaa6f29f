package org.opinionloop.reply.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.kit.streams.KeySerde;
import org.opinionloop.reply.ReplyFixtures;

class WaitingRoomTest {

  private static final Instant NOW = Instant.parse("2026-01-07T02:00:00Z");
  private static final JsonCodec<LetterIssued> CODEC = JsonCodec.of(LetterIssued.class);

  @TempDir private Path state;
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> deferred;
  private TestOutputTopic<String, byte[]> due;

  @BeforeEach
  void open() {
    StreamsBuilder builder = new StreamsBuilder();
    WaitingRoom.lettersDue(
            builder.stream(
                Topics.LETTERS_DEFERRED, Consumed.with(new KeySerde(), Serdes.ByteArray())),
            new Inbound("reply-service", new DeadLetterMeter(new SimpleMeterRegistry())),
            5)
        .to(Topics.LETTERS_DUE, Produced.with(new KeySerde(), Serdes.ByteArray()));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    driver = new TopologyTestDriver(builder.build(), properties, NOW);
    deferred =
        driver.createInputTopic(
            Topics.LETTERS_DEFERRED, new StringSerializer(), new ByteArraySerializer());
    due =
        driver.createOutputTopic(
            Topics.LETTERS_DUE, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void letsEachLetterGoWhenItsTimeHasComeAndOnce() {
    defer(1, NOW.plusSeconds(60));
    defer(2, NOW.plusSeconds(10));

    driver.advanceWallClockTime(Duration.ofSeconds(9));
    assertThat(due.isEmpty()).isTrue();
    driver.advanceWallClockTime(Duration.ofSeconds(2));
    TestRecord<String, byte[]> second = due.readRecord();
    assertThat(second.key()).isEqualTo(ReplyFixtures.opinion(2).value());
    assertThat(CODEC.decode(second.value())).isEqualTo(Mailings.letter(2, null));
    assertThat(second.headers().lastHeader(Journey.ATTEMPTS).value())
        .isEqualTo("3".getBytes(StandardCharsets.UTF_8));
    assertThat(due.isEmpty()).isTrue();

    driver.advanceWallClockTime(Duration.ofSeconds(60));
    assertThat(due.readRecordsToList())
        .extracting(TestRecord::key)
        .containsExactly(ReplyFixtures.opinion(1).value());
  }

  @Test
  void letsManyGoInPortions() {
    for (int n = 0; n < 8; n++) {
      defer(n, NOW.plusSeconds(5));
    }

    driver.advanceWallClockTime(Duration.ofSeconds(6));
    assertThat(due.readRecordsToList()).hasSize(5);
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(due.readRecordsToList()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 201, 1024, 1025, 60_000})
  void leavesAForeignHeaderBehindHoweverLongItsName(int length) {
    String name = "x".repeat(length);
    RecordHeaders headers = new RecordHeaders();
    headers.add(name, new byte[] {1});
    new Journey(3, NOW).headers(NOW.plusSeconds(5)).forEach(headers::add);
    deferred.pipeInput(
        new TestRecord<>(
            ReplyFixtures.opinion(1).value(), CODEC.encode(Mailings.letter(1, null)), headers));
    defer(2, NOW.plusSeconds(6));

    driver.advanceWallClockTime(Duration.ofSeconds(7));

    List<TestRecord<String, byte[]>> gone = due.readRecordsToList();
    assertThat(gone)
        .extracting(TestRecord::key)
        .containsExactly(ReplyFixtures.opinion(1).value(), ReplyFixtures.opinion(2).value());
    assertThat(gone.get(0).headers().lastHeader(Journey.ATTEMPTS)).isNotNull();
    assertThat(gone.get(0).headers().lastHeader(name)).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofWhatIsSaidBesideALetterOnlyWhatIsOursGoesOn(boolean waits) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_id", new byte[] {7}).add("foreign", new byte[1 << 20]);
    headers.add("traceparent", new byte[] {8}).add("dlt-replays", new byte[] {'1'});
    new Journey(3, NOW).headers(NOW.plusSeconds(5)).forEach(headers::add);
    if (!waits) {
      headers.add(Journey.DUE, new byte[1 << 20]);
    }
    deferred.pipeInput(
        new TestRecord<>(
            ReplyFixtures.opinion(1).value(), CODEC.encode(Mailings.letter(1, null)), headers));

    assertThat(due.isEmpty()).isEqualTo(waits);
    driver.advanceWallClockTime(Duration.ofSeconds(6));

    TestRecord<String, byte[]> gone = due.readRecord();
    Set<String> ours =
        new TreeSet<>(Set.of("ce_id", "traceparent", Journey.ATTEMPTS, Journey.SINCE));
    if (waits) {
      ours.add(Journey.DUE);
    }
    assertThat(gone.headers()).extracting(Header::key).containsExactlyInAnyOrderElementsOf(ours);
    assertThat(gone.headers().lastHeader("ce_id").value()).containsExactly(7);
  }

  @Test
  void letsALetterGoAtOnceThatSaysNoTime() {
    deferred.pipeInput(ReplyFixtures.opinion(1).value(), CODEC.encode(Mailings.letter(1, null)));

    assertThat(due.readRecord().key()).isEqualTo(ReplyFixtures.opinion(1).value());
  }

  @Test
  void deadLettersWhatIsNoLetter() {
    deferred.pipeInput("nobody", new byte[] {'{'});

    assertThat(
            driver
                .createOutputTopic(
                    Topics.deadLetters(Topics.LETTERS_DEFERRED),
                    new StringDeserializer(),
                    new ByteArrayDeserializer())
                .readKeyValuesToMap())
        .containsKey("nobody");
    assertThat(due.isEmpty()).isTrue();
  }

  private void defer(int n, Instant until) {
    RecordHeaders headers = new RecordHeaders();
    Map<String, byte[]> journey = new Journey(3, NOW).headers(until);
    journey.forEach(headers::add);
    deferred.pipeInput(
        new TestRecord<>(
            ReplyFixtures.opinion(n).value(), CODEC.encode(Mailings.letter(n, null)), headers));
  }
}
