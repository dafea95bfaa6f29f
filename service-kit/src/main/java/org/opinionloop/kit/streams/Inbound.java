package org.opinionloop.kit.streams;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Happening;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterCopy;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.event.Trouble;
import org.opinionloop.kit.trace.Step;
import org.opinionloop.kit.trace.Trace;
import org.opinionloop.kit.trace.Tracing;

/**
 * Reads a topic that anybody may write. What is an event under its subject's key goes on; what is
 * not goes to the dead-letter topic, in the same transaction, unretried. Keys stay as they are, so
 * nothing is repartitioned. All that comes of an event in the same sub-topology is one step of its
 * trace, which goes on in the event's headers.
 */
public final class Inbound {

  private static final Serializer<String> KEYS = new KeySerde().serializer();

  private final String service;
  private final DeadLetterMeter meter;
  private final Tracing tracing;

  /** The way into one service, without spans. */
  public Inbound(String service, DeadLetterMeter meter) {
    this(service, meter, Tracing.OFF);
  }

  /**
   * The way into one service.
   *
   * @param service its name, as {@code reply-service}
   */
  public Inbound(String service, DeadLetterMeter meter, Tracing tracing) {
    this.service = service;
    this.meter = meter;
    this.tracing = tracing;
  }

  /**
   * The events of a topic, in its order, by subject.
   *
   * @param records the topic: keys by {@link KeySerde}, values as bytes
   * @param topic its name
   */
  public <T extends Happening> KStream<String, T> events(
      KStream<String, byte[]> records, String topic, JsonCodec<T> codec) {
    return events(records, topic, Map.of(topic, codec));
  }

  /**
   * The events of several topics that are read as one stream, each topic in its order, by subject.
   *
   * @param records the topics: keys by {@link KeySerde}, values as bytes
   * @param name names the nodes of the topology
   * @param codecs by topic; a record of any other topic is a bug
   */
  public <T extends Happening> KStream<String, T> events(
      KStream<String, byte[]> records,
      String name,
      Map<String, ? extends JsonCodec<? extends T>> codecs) {
    KStream<String, Reading<T>> readings =
        records.processValues(() -> new Reader<T>(codecs), Named.as("read-" + name));
    readings
        .filter((key, reading) -> reading.event() == null, Named.as("unreadable-" + name))
        .map((key, reading) -> reading.copy(key), Named.as("bytes-" + name))
        .to(
            (key, bytes, record) -> Topics.deadLetters(record.topic()),
            Produced.with(new KeySerde(), Serdes.ByteArray()).withName("dead-letters-" + name));
    return readings
        .filter((key, reading) -> reading.event() != null, Named.as("readable-" + name))
        .mapValues(reading -> required(reading.event()), Named.as("events-" + name));
  }

  /**
   * What became of a record: the event in it, or its bytes as they were.
   *
   * @param isWhole whether they are all there, and with them the key
   */
  private record Reading<T>(@Nullable T event, byte @Nullable [] bytes, boolean isWhole) {

    KeyValue<@Nullable String, byte @Nullable []> copy(String key) {
      return new KeyValue<>(isWhole ? key : null, bytes);
    }
  }

  private static <T> T required(@Nullable T event) {
    if (event == null) {
      throw new IllegalStateException("an unreadable record passed the filter");
    }
    return event;
  }

  private final class Reader<T extends Happening>
      extends ContextualFixedKeyProcessor<String, byte[], Reading<T>> {

    private final Map<String, ? extends JsonCodec<? extends T>> codecs;

    Reader(Map<String, ? extends JsonCodec<? extends T>> codecs) {
      this.codecs = codecs;
    }

    @Override
    public void process(FixedKeyRecord<String, byte[]> record) {
      RecordMetadata origin = context().recordMetadata().orElseThrow();
      JsonCodec<? extends T> codec = codecs.get(origin.topic());
      if (codec == null) {
        throw new IllegalStateException(origin.topic() + ": no codec for this topic");
      }
      try {
        T event = codec.decode(record.key(), record.value());
        forward(origin.topic(), record, new Reading<>(event, null, true));
      } catch (MalformedEventException malformed) {
        forwardDeadLetter(origin, record, String.valueOf(malformed.getMessage()));
      }
    }

    private void forward(String topic, FixedKeyRecord<String, byte[]> record, Reading<T> reading) {
      Trace cause = Trace.in(record.headers());
      try (Step step = tracing.process(topic, cause)) {
        FixedKeyRecord<String, Reading<T>> event = record.withValue(reading);
        Trace trace = step.trace();
        if (trace == null || trace.equals(cause)) {
          context().forward(event);
        } else {
          Headers headers = new RecordHeaders(record.headers());
          trace.writeTo(headers);
          step.during(() -> context().forward(event.withHeaders(headers)));
        }
      }
    }

    private void forwardDeadLetter(
        RecordMetadata origin, FixedKeyRecord<String, byte[]> record, String cause) {
      DeadLetter letter =
          new DeadLetter(
              origin.topic(),
              origin.partition(),
              origin.offset(),
              service,
              Trouble.MALFORMED,
              cause,
              Instant.ofEpochMilli(context().currentSystemTimeMs()));
      meter.count(letter, record.headers());
      byte[] key = KEYS.serialize(origin.topic(), record.key());
      DeadLetterCopy copy = DeadLetterCopy.of(letter, key, record.value(), record.headers());
      boolean isWhole = copy.headers().lastHeader(DeadLetterCopy.LEFT_OUT) == null;
      context()
          .forward(
              record
                  .withValue(new Reading<T>(null, copy.value(), isWhole))
                  .withHeaders(copy.headers()));
    }
  }
}
