package org.opinionloop.kit.streams;

import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.event.Trouble;

/**
 * Reads a topic that anybody may write. What is an event under its opinion's key goes on; what is
 * not goes to the dead-letter topic, in the same transaction, unretried. Keys stay as they are, so
 * nothing is repartitioned.
 */
public final class Inbound {

  private final String service;
  private final DeadLetterMeter meter;

  /**
   * The way into one service.
   *
   * @param service its name, as {@code reply-service}
   */
  public Inbound(String service, DeadLetterMeter meter) {
    this.service = service;
    this.meter = meter;
  }

  /**
   * The events of a topic, in its order, by opinion id.
   *
   * @param records the topic: keys by {@link KeySerde}, values as bytes
   * @param topic its name
   */
  public <T extends Event> KStream<String, T> events(
      KStream<String, byte[]> records, String topic, JsonCodec<T> codec) {
    KStream<String, Reading<T>> readings =
        records.processValues(() -> new Reader<>(topic, codec), Named.as("read-" + topic));
    readings
        .filter((key, reading) -> reading.event() == null, Named.as("unreadable-" + topic))
        .mapValues(Reading::bytes, Named.as("bytes-" + topic))
        .to(
            Topics.deadLetters(topic),
            Produced.with(new KeySerde(), Serdes.ByteArray()).withName("dead-letters-" + topic));
    return readings
        .filter((key, reading) -> reading.event() != null, Named.as("readable-" + topic))
        .mapValues(reading -> required(reading.event()), Named.as("events-" + topic));
  }

  /** What became of a record: the event in it, or its bytes as they were. */
  private record Reading<T>(@Nullable T event, byte @Nullable [] bytes) {}

  private static <T> T required(@Nullable T event) {
    if (event == null) {
      throw new IllegalStateException("an unreadable record passed the filter");
    }
    return event;
  }

  private final class Reader<T extends Event>
      extends ContextualFixedKeyProcessor<String, byte[], Reading<T>> {

    private final String topic;
    private final JsonCodec<T> codec;

    Reader(String topic, JsonCodec<T> codec) {
      this.topic = topic;
      this.codec = codec;
    }

    @Override
    public void process(FixedKeyRecord<String, byte[]> record) {
      try {
        T event = codec.decode(record.value());
        if (event.opinionId().value().equals(record.key())) {
          context().forward(record.withValue(new Reading<>(event, null)));
        } else {
          forwardDeadLetter(
              record, codec.type().getSimpleName() + ": the key is not the opinion id");
        }
      } catch (MalformedEventException malformed) {
        forwardDeadLetter(record, String.valueOf(malformed.getMessage()));
      }
    }

    private void forwardDeadLetter(FixedKeyRecord<String, byte[]> record, String cause) {
      DeadLetter letter =
          new DeadLetter(
              topic,
              context().recordMetadata().map(RecordMetadata::partition).orElse(-1),
              context().recordMetadata().map(RecordMetadata::offset).orElse(-1L),
              service,
              Trouble.MALFORMED,
              cause,
              Instant.ofEpochMilli(context().currentSystemTimeMs()));
      meter.count(letter);
      RecordHeaders headers = new RecordHeaders(record.headers());
      letter.headers().forEach((name, value) -> headers.remove(name).add(name, value));
      context()
          .forward(record.withValue(new Reading<T>(null, record.value())).withHeaders(headers));
    }
  }
}
