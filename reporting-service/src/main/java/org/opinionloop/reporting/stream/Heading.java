package org.opinionloop.reporting.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Instants;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.kit.trace.Trace;

/**
 * Writes a record's value as it is published and gives it the CloudEvents headers of what it has
 * become, in place of those of the event that it came from, whose trace goes on. A tombstone says
 * nothing, so it gets no others.
 *
 * @param <V> the type of the values
 */
final class Heading<V> extends ContextualFixedKeyProcessor<String, V, byte[]> {

  /**
   * What the headers say about a value.
   *
   * @param version tells one value of a key from the next; where it may not, as when time passes or
   *     an event comes after a later one, the check sum of the bytes does. Null if a value may be
   *     as it was before: then when it is written tells
   */
  record About(String type, @Nullable String version, Instant at) {}

  private final JsonCodec<V> codec;
  private final Function<V, About> about;
  private long written;

  Heading(JsonCodec<V> codec, Function<V, About> about) {
    this.codec = codec;
    this.about = about;
  }

  @Override
  public void process(FixedKeyRecord<String, V> record) {
    V value = record.value();
    byte[] bytes = value == null ? null : codec.encode(value);
    Headers headers =
        bytes == null ? new RecordHeaders() : headers(record.key(), about.apply(value), bytes);
    Trace.carry(record.headers(), headers);
    context().forward(record.withValue(bytes).withHeaders(headers));
  }

  private Headers headers(String key, About about, byte[] bytes) {
    CRC32C content = new CRC32C();
    content.update(bytes);
    Headers headers = new RecordHeaders();
    add(
        headers,
        "ce_id",
        about.type()
            + ':'
            + key
            + ':'
            + Objects.requireNonNullElseGet(about.version(), this::occasion)
            + '.'
            + Long.toHexString(content.getValue()));
    add(headers, "ce_source", "/reporting-service");
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_type", "org.opinionloop." + about.type());
    add(headers, "ce_subject", key);
    add(headers, "ce_time", Instants.format(about.at()));
    add(headers, "content-type", "application/json");
    return headers;
  }

  /** Never the same twice, not within a millisecond either. */
  private String occasion() {
    return context().currentSystemTimeMs() + "." + written++;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
