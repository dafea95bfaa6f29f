package org.opinionloop.kit.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
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

  /** Beside a replayed record: how often it has been replayed. */
  public static final String REPLAYS = "dlt-replays";

  /** Of a header; what is longer is none of ours. */
  private static final int MOST_BYTES = 1000;

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

  /** What the headers of a record say, if they make a dead letter of it. */
  public static Optional<DeadLetter> read(Headers headers) {
    try {
      return Optional.of(
          new DeadLetter(
              text(headers, "dlt-topic"),
              Integer.parseInt(text(headers, "dlt-partition")),
              Long.parseLong(text(headers, "dlt-offset")),
              text(headers, "dlt-consumer"),
              Trouble.valueOf(text(headers, "dlt-reason").toUpperCase(Locale.ROOT)),
              text(headers, "dlt-cause"),
              Instant.parse(text(headers, "dlt-at"))));
    } catch (IllegalArgumentException | DateTimeException foreign) {
      return Optional.empty();
    }
  }

  /** How often the record with these headers has been replayed; 0 if that is not told. */
  public static int replays(Headers headers) {
    Header header = headers.lastHeader(REPLAYS);
    String text =
        header == null || header.value() == null
            ? ""
            : new String(header.value(), StandardCharsets.US_ASCII);
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null || header.value().length > MOST_BYTES) {
      throw new IllegalArgumentException(name + ": missing or too long");
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  /**
   * Where it goes. What Streams writes between two tasks of its own has no topic for dead letters;
   * such a record is about a case, and goes where those go.
   */
  public String destination() {
    return Topics.deadLetters(Topics.ALL.contains(topic) ? topic : Topics.CASES);
  }
}
