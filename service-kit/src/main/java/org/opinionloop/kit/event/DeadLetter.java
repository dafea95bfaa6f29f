package org.opinionloop.kit.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opinionloop.contracts.Instants;
import org.opinionloop.contracts.Topics;

/**
 * Why a record is in a dead-letter topic. Key, value and headers of the record stay as they were;
 * this goes beside them in headers named {@code dlt-*}.
 *
 * @param consumer who could not read it, as {@code classifier-service}
 * @param cause one sentence without a stack and without anybody's words
 */
public record DeadLetter(
    String topic,
    int partition,
    long offset,
    String consumer,
    Trouble trouble,
    String cause,
    Instant at) {

  /** The headers that say so, by name. */
  public Map<String, byte[]> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("dlt-reason", trouble.code());
    headers.put("dlt-cause", cause);
    headers.put("dlt-topic", topic);
    headers.put("dlt-partition", Integer.toString(partition));
    headers.put("dlt-offset", Long.toString(offset));
    headers.put("dlt-consumer", consumer);
    headers.put("dlt-at", Instants.format(at));
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    headers.forEach((name, value) -> bytes.put(name, value.getBytes(StandardCharsets.UTF_8)));
    return bytes;
  }

  /** Where it goes. */
  public String destination() {
    return Topics.deadLetters(topic);
  }
}
