package org.opinionloop.kit.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.opinionloop.contracts.Happening;
import org.opinionloop.contracts.Instants;

/** The headers of an event: CloudEvents 1.0 in binary mode, after its Kafka protocol binding. */
public final class CloudEventHeaders {

  /** Their names. */
  public static final List<String> NAMES =
      List.of(
          "ce_id",
          "ce_source",
          "ce_specversion",
          "ce_type",
          "ce_subject",
          "ce_time",
          "content-type");

  private CloudEventHeaders() {}

  /**
   * In the order of the specification.
   *
   * @param source which service speaks, as {@code /intake-service}
   */
  public static Headers kafka(Happening event, String source) {
    Headers headers = new RecordHeaders();
    add(headers, "ce_id", event.eventId());
    add(headers, "ce_source", source);
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_type", event.type());
    add(headers, "ce_subject", event.recordKey());
    add(headers, "ce_time", Instants.format(event.recordedAt()));
    add(headers, "content-type", "application/json");
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
