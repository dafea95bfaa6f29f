package org.opinionloop.kit.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.Resolved;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.event.Trouble;
import org.opinionloop.kit.trace.Trace;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

class BatchTest {

  private static final Instant NOW = Instant.parse("2026-01-08T01:30:00Z");
  private static final byte[] KEY = {(byte) 0xFF, 0};

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OutboundMessages outbound =
      new OutboundMessages(
          "test-service", new DeadLetterMeter(meters), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aBatchIsTakenApartRecordByRecord() {
    Message<List<?>> batch =
        batch(
            Arrays.asList(new byte[] {1}, KafkaNull.INSTANCE, null),
            Arrays.asList(KEY, null, "a text"),
            List.of(converted(headers("ce_id", KEY)), converted(headers("id", null)), Map.of()));

    List<InboundRecord> records = InboundRecord.of(batch);

    assertThat(records).hasSize(3);
    InboundRecord first = records.get(0);
    assertThat(first.topic()).isEqualTo("opinions.received");
    assertThat(first.partition()).isEqualTo(3);
    assertThat(first.offset()).isEqualTo(40);
    assertThat(first.key()).isEqualTo(KEY);
    assertThat(first.value()).containsExactly(1);
    assertThat(first.headers()).isEqualTo(headers("ce_id", KEY));
    assertThat(records.get(1).headers()).isEqualTo(headers("id", null));
    assertThat(records.get(1).key()).isNull();
    assertThat(records.get(1).value()).isNull();
    assertThat(records.get(2).key()).isNull();
    assertThat(records.get(2).offset()).isEqualTo(42);
  }

  @Test
  void anEventIsReadUnderItsSubjectsKeyAndNoOther() {
    OpinionId opinion = OpinionId.of(new byte[10]);
    JsonCodec<OpinionRated> codec = JsonCodec.of(OpinionRated.class);
    OpinionRated event =
        new OpinionRated(opinion, 5, Resolved.YES, null, false, true, null, NOW, NOW);
    byte[] value = codec.encode(event);

    assertThat(keyed(opinion.value().getBytes(UTF_8), value).event(codec)).isEqualTo(event);

    for (byte[] key : new byte[][] {null, {}, KEY, "4F7K-9QX2-M3TD-8VRC-R".getBytes(UTF_8)}) {
      assertThatExceptionOfType(MalformedEventException.class)
          .isThrownBy(() -> keyed(key, value).event(codec))
          .withMessage("OpinionRated: the key is not the subject");
    }
  }

  private static InboundRecord keyed(byte @Nullable [] key, byte[] value) {
    return new InboundRecord("opinions.rated", 0, 0, key, value, new RecordHeaders());
  }

  @Test
  void whatIsNoBatchIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> InboundRecord.of(MessageBuilder.withPayload(List.of(new byte[] {1})).build()))
        .withMessageContaining("batch-mode");
  }

  @Test
  void anEventIsKeyedByItsOpinion() {
    OpinionId opinion = OpinionId.of(new byte[10]);
    JsonCodec<OpinionRated> codec = JsonCodec.of(OpinionRated.class);
    OpinionRated event =
        new OpinionRated(opinion, 5, Resolved.YES, null, false, true, null, NOW, NOW);

    Trace trace = Trace.begin();

    Message<byte[]> message = outbound.event(event, codec, trace);

    assertThat(message.getPayload()).isEqualTo(codec.encode(event));
    assertThat(message.getHeaders().get(KafkaHeaders.KEY))
        .isEqualTo(opinion.value().getBytes(UTF_8));
    assertThat(header(message, "ce_id"))
        .isEqualTo("OpinionRated:" + opinion + ":" + NOW.toEpochMilli());
    assertThat(header(message, "ce_type")).isEqualTo("org.opinionloop.OpinionRated");
    assertThat(header(message, "ce_source")).isEqualTo("/test-service");
    assertThat(header(message, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(message, "ce_subject")).isEqualTo(opinion.value());
    assertThat(header(message, "ce_time")).isEqualTo("2026-01-08T01:30:00.000Z");
    assertThat(header(message, "content-type")).isEqualTo("application/json");
    assertThat(header(message, "traceparent")).isEqualTo(trace.parent());
  }

  @Test
  void aDeadLetterIsTheRecordAsItWasWithTheReasonBesideIt() {
    RecordHeaders headers = headers("ce_id", KEY, "dlt-reason", KEY, "dlt-left-out", KEY);
    InboundRecord record =
        new InboundRecord("opinions.received", 3, 40, KEY, new byte[] {7}, headers);

    Message<?> letter = outbound.deadLetter(record, Trouble.FAULT, "a sentence");

    assertThat(letter.getPayload()).isEqualTo(new byte[] {7});
    assertThat(letter.getHeaders().get(KafkaHeaders.KEY)).isEqualTo(KEY);
    assertThat(onTopic(letter).lastHeader("ce_id").value()).isEqualTo(KEY);
    assertThat(onTopic(letter).headers("dlt-reason")).hasSize(1);
    assertThat(onTopic(letter).headers("dlt-left-out")).isEmpty();
    assertThat(letter.getHeaders().get("spring.cloud.stream.sendto.destination"))
        .isEqualTo("opinions.received.dlt");
    assertThat(header(letter, "dlt-reason")).isEqualTo("fault");
    assertThat(header(letter, "dlt-cause")).isEqualTo("a sentence");
    assertThat(header(letter, "dlt-partition")).isEqualTo("3");
    assertThat(header(letter, "dlt-offset")).isEqualTo("40");
    assertThat(header(letter, "dlt-at")).isEqualTo("2026-01-08T01:30:00.000Z");
    assertThat(meters.get("dead.letters").tag("reason", "fault").counter().count()).isEqualTo(1);
  }

  @Test
  void aRecordThatRanIntoAFaultHasAStackWithoutWordsInTheLogOfItsTrace() {
    Trace trace = Trace.begin();
    InboundRecord record =
        new InboundRecord(
            "opinions.received", 3, 40, KEY, KEY, headers("traceparent", trace.bytes()));
    RuntimeException fault =
        new IllegalStateException("words", new IllegalArgumentException("others' words"));

    Logger logger = (Logger) LoggerFactory.getLogger(OutboundMessages.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    Message<?> letter = outbound.deadLetter(record, fault);
    logger.detachAppender(log);

    assertThat(header(letter, "dlt-reason")).isEqualTo("fault");
    assertThat(header(letter, "dlt-cause")).isEqualTo("java.lang.IllegalStateException");
    assertThat(log.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getLevel()).isEqualTo(Level.ERROR);
              assertThat(event.getFormattedMessage())
                  .isEqualTo(
                      "a record of opinions.received-3 at 40 ran into a fault and is dead-lettered");
              assertThat(event.getMDCPropertyMap()).containsEntry("traceId", trace.id());
              assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                  .contains("java.lang.IllegalStateException", "java.lang.IllegalArgumentException")
                  .contains("at org.opinionloop.kit.batch.BatchTest.aRecordThatRanIntoAFault")
                  .doesNotContain("words");
            });
  }

  @Test
  void aRecordThatFailsAfterItsReplayIsCountedAsSuch() {
    outbound.deadLetter(replayed(), Trouble.TRANSIENT, "a sentence");

    assertThat(meters.get("dead.letters.failed.again").tag("replays", "2").counter().count())
        .isEqualTo(1);
  }

  @Test
  void howOftenARecordWasReplayedIsNotPassedOnToAnotherTopic() {
    Message<?> passed =
        outbound.passOn(replayed(), "letters.deferred", Map.of("reply-attempts", new byte[] {1}));

    assertThat(onTopic(passed).headers("dlt-replays")).isEmpty();
    assertThat(onTopic(passed).lastHeader("ce_id").value()).isEqualTo(KEY);
    assertThat(onTopic(passed).headers("reply-attempts")).hasSize(1);
  }

  @Test
  void ofItsHeadersARecordPassesOnThoseOfOursAndNoMoreThanWeWrite() {
    RecordHeaders headers =
        headers(
            "ce_id", KEY, "foreign", new byte[1 << 20], "ce_source", new byte[1 << 20], "id", null);
    for (int i = 0; i < 100_000; i++) {
      headers.add("ce_type", new byte[] {1}).add("ce_" + i, new byte[0]);
    }
    headers.add("ce_type", KEY).add("ce_time", null);
    headers.add("traceparent", Trace.begin().bytes()).add("delivery-due", new byte[1 << 20]);
    InboundRecord record = new InboundRecord("letters.issued", 0, 0, KEY, new byte[] {7}, headers);

    Message<?> passed =
        outbound.passOn(record, "letters.deferred", Map.of("delivery-due", new byte[] {1}));

    assertThat(passed.getPayload()).isEqualTo(new byte[] {7});
    assertThat(passed.getHeaders().get(KafkaHeaders.KEY)).isEqualTo(KEY);
    assertThat(onTopic(passed))
        .extracting(Header::key)
        .containsExactly("ce_id", "ce_type", "traceparent", "delivery-due");
    assertThat(onTopic(passed).lastHeader("ce_type").value()).isEqualTo(KEY);
    assertThat(onTopic(passed).lastHeader("delivery-due").value()).containsExactly(1);
  }

  private static InboundRecord replayed() {
    return new InboundRecord(
        "letters.issued",
        0,
        0,
        KEY,
        new byte[] {7},
        headers("ce_id", KEY, "dlt-replays", "2".getBytes(UTF_8)));
  }

  @Test
  void aTombstoneWithoutKeyStaysOne() {
    InboundRecord record =
        new InboundRecord("opinions.received", 0, 0, null, null, new RecordHeaders());

    Message<?> letter = outbound.deadLetter(record, Trouble.MALFORMED, "no bytes");

    assertThat(letter.getPayload()).isSameAs(KafkaNull.INSTANCE);
    assertThat(letter.getHeaders()).doesNotContainKey(KafkaHeaders.KEY);
  }

  @Test
  void headersThatMeanSomethingToSomebodyComeOutAsTheyWentIn() {
    RecordHeaders headers =
        headers(
            "id",
            KEY,
            "timestamp",
            KEY,
            "errorChannel",
            KEY,
            "kafka_topic",
            KEY,
            "nothing",
            null,
            "twice",
            KEY,
            "twice",
            new byte[0],
            "spring.cloud.stream.sendto.destination",
            KEY);
    InboundRecord record = new InboundRecord("opinions.received", 0, 0, KEY, KEY, headers);

    Message<?> letter = outbound.deadLetter(record, Trouble.MALFORMED, "no JSON");

    assertThat(onTopic(letter)).startsWith(headers.toArray());
    assertThat(letter.getHeaders().get("spring.cloud.stream.sendto.destination"))
        .isEqualTo("opinions.received.dlt");
  }

  @Test
  void ofARecordTooLargeToBeCopiedTheDeadLetterSaysOnlyWhereItIs() {
    for (InboundRecord record :
        List.of(
            new InboundRecord("opinions.rated", 1, 7, KEY, new byte[1 << 20], headers()),
            new InboundRecord("opinions.rated", 1, 7, new byte[1 << 20], KEY, headers()),
            new InboundRecord("opinions.rated", 1, 7, KEY, KEY, headers("a", new byte[1 << 20])))) {
      Message<?> letter = outbound.deadLetter(record, Trouble.MALFORMED, "too large");

      assertThat(letter.getPayload()).isSameAs(KafkaNull.INSTANCE);
      assertThat(letter.getHeaders()).doesNotContainKey(KafkaHeaders.KEY);
      assertThat(header(letter, "dlt-offset")).isEqualTo("7");
      assertThat(Integer.parseInt(header(letter, "dlt-left-out"))).isGreaterThan(1 << 20);
      assertThat(onTopic(letter).headers("a")).isEmpty();
    }
  }

  private static String header(Message<?> message, String name) {
    return new String(onTopic(message).lastHeader(name).value(), UTF_8);
  }

  private static Headers onTopic(Message<?> message) {
    Headers headers = new RecordHeaders();
    new WholeHeaders().fromHeaders(message.getHeaders(), headers);
    return headers;
  }

  private static Map<String, Object> converted(Headers headers) {
    Map<String, Object> converted = new HashMap<>();
    new WholeHeaders().toHeaders(headers, converted);
    return converted;
  }

  private static RecordHeaders headers(Object... namesAndValues) {
    RecordHeaders headers = new RecordHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add((String) namesAndValues[i], (byte[]) namesAndValues[i + 1]);
    }
    return headers;
  }

  private static Message<List<?>> batch(
      List<?> values, List<?> keys, List<Map<String, Object>> headers) {
    return MessageBuilder.<List<?>>withPayload(values)
        .setHeader(KafkaHeaders.RECEIVED_KEY, keys)
        .setHeader(
            KafkaHeaders.RECEIVED_TOPIC,
            List.of("opinions.received", "opinions.received", "opinions.received"))
        .setHeader(KafkaHeaders.RECEIVED_PARTITION, List.of(3, 3, 3))
        .setHeader(KafkaHeaders.OFFSET, List.of(40L, 41L, 42L))
        .setHeader(KafkaHeaders.BATCH_CONVERTED_HEADERS, headers)
        .build();
  }
}
