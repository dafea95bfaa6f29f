package org.opinionloop.reporting.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.opinionloop.contracts.Instants;
import org.opinionloop.kit.trace.Trace;

/**
 * Gives a record the CloudEvents headers of what it has become, in place of those of the event that
 * it came from, whose trace goes on. A tombstone says nothing, so it gets no others.
 *
 * @param <V> the type of the values
 */
final class Heading<V> extends ContextualFixedKeyProcessor<String, V, V> {

  /**
   * What the headers say about a value.
   *
   * @param version tells one value of a key from the next
   */
  record About(String type, String version, Instant at) {}

  private final Function<V, About> about;

  Heading(Function<V, About> about) {
    this.about = about;
  }

  @Override
  public void process(FixedKeyRecord<String, V> record) {
    V value = record.value();
    Headers headers =
        value == null ? new RecordHeaders() : headers(record.key(), about.apply(value));
    Trace.carry(record.headers(), headers);
    context().forward(record.withHeaders(headers));
  }

  private static Headers headers(String key, About about) {
    Headers headers = new RecordHeaders();
    add(headers, "ce_id", about.type() + ':' + key + ':' + about.version());
    add(headers, "ce_source", "/reporting-service");
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_type", "org.opinionloop." + about.type());
    add(headers, "ce_subject", key);
    add(headers, "ce_time", Instants.format(about.at()));
    add(headers, "content-type", "application/json");
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
