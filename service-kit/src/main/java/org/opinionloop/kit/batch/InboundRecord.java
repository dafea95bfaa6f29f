package org.opinionloop.kit.batch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Happening;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.kit.trace.Trace;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/**
 * One record of a batch, as bytes.
 *
 * @param value absent for a tombstone
 * @param headers as they were on the topic
 */
public record InboundRecord(
    String topic,
    int partition,
    long offset,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {

  /** The trace it belongs to; null if it does not say. */
  public @Nullable Trace trace() {
    return Trace.in(headers);
  }

  /**
   * The event in it.
   *
   * @throws MalformedEventException if there is none, or not under its subject's key
   */
  public <T extends Happening> T event(JsonCodec<T> codec) {
    return codec.decode(key == null ? null : new String(key, StandardCharsets.UTF_8), value);
  }

  /**
   * The records of a batch, in order; the binding must hand over bytes (native decoding) and {@link
   * WholeHeaders}.
   */
  @SuppressWarnings("unchecked")
  public static List<InboundRecord> of(Message<? extends List<?>> batch) {
    List<?> values = batch.getPayload();
    List<?> keys = (List<?>) batch.getHeaders().get(KafkaHeaders.RECEIVED_KEY);
    List<String> topics = (List<String>) batch.getHeaders().get(KafkaHeaders.RECEIVED_TOPIC);
    List<Integer> partitions =
        (List<Integer>) batch.getHeaders().get(KafkaHeaders.RECEIVED_PARTITION);
    List<Long> offsets = (List<Long>) batch.getHeaders().get(KafkaHeaders.OFFSET);
    List<Map<String, Object>> headers =
        (List<Map<String, Object>>) batch.getHeaders().get(KafkaHeaders.BATCH_CONVERTED_HEADERS);
    if (topics == null || partitions == null || offsets == null) {
      throw new IllegalStateException(
          "no batch of Kafka records (expected: batch-mode: true on the binding)");
    }
    List<InboundRecord> records = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      records.add(
          new InboundRecord(
              topics.get(i),
              partitions.get(i),
              offsets.get(i),
              keys != null && keys.get(i) instanceof byte[] key ? key : null,
              values.get(i) instanceof byte[] value ? value : null,
              WholeHeaders.of(headers == null ? Map.of() : headers.get(i))));
    }
    return records;
  }
}
