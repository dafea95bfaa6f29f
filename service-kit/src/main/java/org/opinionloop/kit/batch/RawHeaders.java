package org.opinionloop.kit.batch;

import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.messaging.MessageHeaders;

/**
 * Headers as they are on the topic: bytes in, bytes out, and what is no bytes is the framework's
 * own and stays in the process. The binder's mapper would compare each of them with patterns and
 * offer it to a JSON reader. Bean of the name {@value #BEAN}.
 */
public final class RawHeaders implements KafkaHeaderMapper {

  /** By this name the binder finds it. */
  public static final String BEAN = "kafkaBinderHeaderMapper";

  private static final String OF_THE_FRAMEWORK = "kafka_";

  /** Has no settings. */
  public RawHeaders() {}

  @Override
  public void fromHeaders(MessageHeaders headers, Headers target) {
    headers.forEach(
        (name, value) -> {
          if (value instanceof byte[] bytes && !name.startsWith(OF_THE_FRAMEWORK)) {
            target.add(name, bytes);
          }
        });
  }

  @Override
  public void toHeaders(Headers source, Map<String, Object> target) {
    source.forEach(
        header -> {
          if (header.value() != null) {
            target.put(header.key(), header.value());
          }
        });
  }
}
