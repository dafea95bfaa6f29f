package org.opinionloop.kit.event;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.opinionloop.contracts.Happening;
import org.opinionloop.contracts.Instants;

/** The headers of an event: CloudEvents 1.0 in binary mode, after its Kafka protocol binding. */
public final class CloudEventHeaders {

  private CloudEventHeaders() {}

  /**
   * By name, in the order of the specification.
   *
   * @param source which service speaks, as {@code /intake-service}
   */
  public static Map<String, byte[]> of(Happening event, String source) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_id", event.eventId());
    headers.put("ce_source", source);
    headers.put("ce_specversion", "1.0");
    headers.put("ce_type", event.type());
    headers.put("ce_subject", event.recordKey());
    headers.put("ce_time", Instants.format(event.recordedAt()));
    headers.put("content-type", "application/json");
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    headers.forEach((name, value) -> bytes.put(name, value.getBytes(StandardCharsets.UTF_8)));
    return bytes;
  }

  /** The same as Kafka's headers. */
  public static Headers kafka(Happening event, String source) {
    Headers headers = new RecordHeaders();
    of(event, source).forEach(headers::add);
    return headers;
  }
}
