package org.opinionloop.kit.batch;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.kit.event.CloudEventHeaders;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.event.Trouble;
import org.opinionloop.kit.trace.Trace;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Messages as the binder sends them: events with key and CloudEvents headers, and records that
 * could not be handled, on their way to the dead-letter topic in the same transaction.
 */
public final class OutboundMessages {

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
    MessageBuilder<byte[]> message =
        MessageBuilder.withPayload(codec.encode(event))
            .setHeader(
                KafkaHeaders.KEY, event.opinionId().value().getBytes(StandardCharsets.UTF_8));
    CloudEventHeaders.of(event, "/" + service).forEach(message::setHeader);
    if (cause != null) {
      message.setHeader(Trace.HEADER, cause.bytes());
    }
    return message.build();
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
    meter.count(letter);
    return passOn(record, letter.destination(), letter.headers());
  }

  /**
   * The record as it was, to another topic, with these headers beside its own or in their stead.
   */
  public Message<?> passOn(InboundRecord record, String topic, Map<String, byte[]> headers) {
    Object payload = record.value() == null ? KafkaNull.INSTANCE : record.value();
    MessageBuilder<?> message = MessageBuilder.withPayload(payload).setHeader(DESTINATION, topic);
    for (Map.Entry<String, Object> header : record.headers().entrySet()) {
      if (header.getValue() instanceof byte[] || header.getValue() instanceof String) {
        message.setHeaderIfAbsent(header.getKey(), header.getValue());
      }
    }
    headers.forEach(message::setHeader);
    if (record.key() != null) {
      message.setHeader(KafkaHeaders.KEY, record.key());
    }
    return message.build();
  }
}
