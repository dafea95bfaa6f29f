package org.opinionloop.kit.batch;

import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.messaging.MessageHeaders;

/**
 * Carries a record's headers through a message as one thing: as they are on the topic, in their
 * order and nothing read into them. Anybody may write headers; spread out among those of the
 * message, one named {@code id} or without a value would stop the consumer at its record for good,
 * and others would tell the binder where to send.
 */
public final class WholeHeaders implements KafkaHeaderMapper {

  private static final String NAME = "opinion-loop.record-headers";

  @Override
  public void toHeaders(Headers source, Map<String, Object> target) {
    target.put(NAME, source);
  }

  @Override
  public void fromHeaders(MessageHeaders source, Headers target) {
    of(source).forEach(target::add);
  }

  /** Those that {@link #toHeaders} put here; none if it did not. */
  static Headers of(Map<String, Object> message) {
    return message.get(NAME) instanceof Headers headers ? headers : new RecordHeaders();
  }

  /** As a message is to have them. */
  static Map<String, Object> in(Iterable<Header> headers) {
    return Map.of(NAME, new RecordHeaders(headers));
  }
}
