package org.opinionloop.kit.batch;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.kit.event.CloudEventHeaders;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterCopy;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.event.Faults;
import org.opinionloop.kit.event.Trouble;
import org.opinionloop.kit.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Messages as the binder sends them: events with key and CloudEvents headers, and records that
 * could not be handled, on their way to the dead-letter topic in the same transaction.
 */
public final class OutboundMessages {

  private static final Logger LOG = LoggerFactory.getLogger(OutboundMessages.class);

  private static final String DESTINATION = "spring.cloud.stream.sendto.destination";

  private final String service;
  private final DeadLetterMeter meter;
  private final Clock clock;

  /**
   * Messages of one service.
   *
   * @param service its name, as {@code classifier-service}
   */
  public OutboundMessages(String service, DeadLetterMeter meter, Clock clock) {
    this.service = service;
    this.meter = meter;
    this.clock = clock;
  }

  /** The event, keyed by its opinion; it belongs to no trace. */
  public <T extends Event> Message<byte[]> event(T event, JsonCodec<T> codec) {
    return event(event, codec, null);
  }

  /**
   * The event, keyed by its opinion.
   *
   * @param cause the trace that it belongs to, if any
   */
  public <T extends Event> Message<byte[]> event(
      T event, JsonCodec<T> codec, @Nullable Trace cause) {
    Headers headers = CloudEventHeaders.kafka(event, "/" + service);
    if (cause != null) {
      cause.writeTo(headers);
    }
    return MessageBuilder.withPayload(codec.encode(event))
        .copyHeaders(WholeHeaders.in(headers))
        .setHeader(KafkaHeaders.KEY, event.opinionId().value().getBytes(StandardCharsets.UTF_8))
        .build();
  }

  /** The record as it was, with the reason beside it; counted. */
  public Message<?> deadLetter(InboundRecord record, Trouble trouble, String cause) {
    DeadLetter letter =
        new DeadLetter(
            record.topic(),
            record.partition(),
            record.offset(),
            service,
            trouble,
            cause,
            clock.instant());
    meter.count(letter, record.headers());
    DeadLetterCopy copy = DeadLetterCopy.of(letter, record.key(), record.value(), record.headers());
    return message(letter.destination(), copy.key(), copy.value(), copy.headers());
  }

  /**
   * The record as it was, with the kind of fault that it ran into; counted. Where that happened is
   * in the log. What the fault says is nowhere: it may be somebody's words.
   */
  public Message<?> deadLetter(InboundRecord record, RuntimeException fault) {
    Trace.inLog(
        record.trace(),
        () ->
            LOG.error(
                "a record of {}-{} at {} ran into a fault and is dead-lettered",
                record.topic(),
                record.partition(),
                record.offset(),
                Faults.withoutMessages(fault)));
    return deadLetter(record, Trouble.FAULT, fault.getClass().getName());
  }

  /**
   * Key and value of the record as they were, to another topic, with {@link OwnHeaders} and these
   * beside them or in their stead. How often it was replayed is not passed on: on the other topic
   * it never was.
   */
  public Message<?> passOn(InboundRecord record, String topic, Map<String, byte[]> headers) {
    Headers all = OwnHeaders.of(record.headers(), List.of());
    headers.forEach(
        (name, value) -> {
          all.remove(name);
          all.add(name, value);
        });
    return message(topic, record.key(), record.value(), all);
  }

  private static Message<?> message(
      String topic, byte @Nullable [] key, byte @Nullable [] value, Iterable<Header> headers) {
    Object payload = value == null ? KafkaNull.INSTANCE : value;
    MessageBuilder<?> message =
        MessageBuilder.withPayload(payload)
            .copyHeaders(WholeHeaders.in(headers))
            .setHeader(DESTINATION, topic);
    if (key != null) {
      message.setHeader(KafkaHeaders.KEY, key);
    }
    return message.build();
  }
}
