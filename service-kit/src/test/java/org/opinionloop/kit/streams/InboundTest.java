package org.opinionloop.kit.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.JsonSerde;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.Resolved;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterMeter;

class InboundTest {

  private static final OpinionId OPINION = OpinionId.of(new byte[10]);
  private static final byte[] KEY = OPINION.value().getBytes(UTF_8);
  private static final Instant NOW = Instant.parse("2026-01-08T01:30:00Z");
  private static final byte[] VALUE =
      JsonCodec.of(OpinionRated.class)
          .encode(new OpinionRated(OPINION, 5, Resolved.YES, "谢谢", false, true, null, NOW, NOW));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver = driver();
  private final TestInputTopic<byte[], byte[]> input =
      driver.createInputTopic(
          Topics.OPINIONS_RATED, new ByteArraySerializer(), new ByteArraySerializer());
  private final TestOutputTopic<byte[], byte[]> events = output("events");
  private final TestOutputTopic<byte[], byte[]> dead = output(Topics.OPINIONS_RATED + ".dlt");

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void anEventUnderItsOpinionsKeyGoesOn() {
    input.pipeInput(KEY, VALUE);

    TestRecord<byte[], byte[]> event = events.readRecord();
    assertThat(event.key()).isEqualTo(KEY);
    assertThat(event.value()).isEqualTo(VALUE);
    assertThat(dead.isEmpty()).isTrue();
  }

  @Test
  void aMalformedRecordIsDeadLetteredAsItWas() {
    byte[] value = "{\"opinionId\":\"张三 13800138000\"}".getBytes(UTF_8);

    TestRecord<byte[], byte[]> letter = deadLetter(KEY, value);

    assertThat(header(letter, "dlt-reason")).isEqualTo("malformed");
    assertThat(header(letter, "dlt-cause"))
        .isEqualTo("OpinionRated: opinionId: not of the expected shape");
    assertThat(header(letter, "dlt-topic")).isEqualTo("opinions.rated");
    assertThat(header(letter, "dlt-partition")).isEqualTo("0");
    assertThat(header(letter, "dlt-offset")).isEqualTo("0");
    assertThat(header(letter, "dlt-consumer")).isEqualTo("test-service");
    assertThat(Instant.parse(header(letter, "dlt-at"))).isNotNull();
    assertThat(
            meters
                .get("dead.letters")
                .tags("topic", "opinions.rated", "consumer", "test-service", "reason", "malformed")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void anEventUnderAnotherKeyIsDeadLettered() {
    for (byte[] key :
        new byte[][] {
          null, {}, "4F7K-9QX2-M3TD-8VRC-R".getBytes(UTF_8), {(byte) 0xFF, 0, (byte) 0xC3, 0x28}
        }) {
      TestRecord<byte[], byte[]> letter = deadLetter(key, VALUE);

      assertThat(header(letter, "dlt-cause")).isEqualTo("OpinionRated: the key is not the subject");
    }
  }

  @Test
  void aRecordWithoutValueIsDeadLettered() {
    assertThat(header(deadLetter(KEY, null), "dlt-cause")).isEqualTo("OpinionRated: no bytes");
  }

  @Test
  void headersStayAndThoseOfADeadLetterAreOurs() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_id", new byte[] {(byte) 0xFF}).add("dlt-reason", "forged".getBytes(UTF_8));

    input.pipeInput(new TestRecord<>(KEY, new byte[] {1}, headers, NOW));

    TestRecord<byte[], byte[]> letter = dead.readRecord();
    assertThat(letter.headers().lastHeader("ce_id").value()).containsExactly(0xFF);
    assertThat(letter.headers().headers("dlt-reason"))
        .singleElement()
        .extracting(Header::value)
        .isEqualTo("malformed".getBytes(UTF_8));
  }

  @Test
  void whatFailsAgainAfterItsReplayIsCountedByHowOftenItWasReplayed() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(DeadLetter.REPLAYS, "2".getBytes(UTF_8));

    input.pipeInput(new TestRecord<>(KEY, new byte[] {1}, headers, NOW));

    assertThat(header(dead.readRecord(), DeadLetter.REPLAYS)).isEqualTo("2");
    assertThat(meters.get("dead.letters.failed.again").tag("replays", "2").counter().count())
        .isEqualTo(1);
  }

  @Test
  void whateverComesInGoesOneWayOrTheOtherUnchanged() {
    Random random = new Random(99);
    for (int i = 0; i < 2_000; i++) {
      byte[] key = new byte[random.nextInt(30)];
      byte[] value = random.nextBoolean() ? VALUE.clone() : new byte[random.nextInt(200)];
      random.nextBytes(key);
      if (value.length > 0) {
        value[random.nextInt(value.length)] = (byte) random.nextInt();
      }

      TestRecord<byte[], byte[]> letter = deadLetter(key, value);

      assertThat(header(letter, "dlt-cause")).startsWith("OpinionRated: ");
    }
    input.pipeInput(KEY, VALUE);
    assertThat(events.readRecord().value()).isEqualTo(VALUE);
  }

  private TestRecord<byte[], byte[]> deadLetter(byte @Nullable [] key, byte @Nullable [] value) {
    input.pipeInput(key, value);

    assertThat(events.isEmpty()).isTrue();
    TestRecord<byte[], byte[]> letter = dead.readRecord();
    assertThat(dead.isEmpty()).isTrue();
    assertThat(letter.key()).isEqualTo(key);
    assertThat(letter.value()).isEqualTo(value);
    return letter;
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private TopologyTestDriver driver() {
    StreamsBuilder builder = new StreamsBuilder();
    new Inbound("test-service", new DeadLetterMeter(meters))
        .events(
            builder.stream(
                Topics.OPINIONS_RATED, Consumed.with(new KeySerde(), Serdes.ByteArray())),
            Topics.OPINIONS_RATED,
            JsonCodec.of(OpinionRated.class))
        .to("events", Produced.with(new KeySerde(), JsonSerde.of(OpinionRated.class)));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "inbound-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    return new TopologyTestDriver(builder.build(), properties);
  }
}
