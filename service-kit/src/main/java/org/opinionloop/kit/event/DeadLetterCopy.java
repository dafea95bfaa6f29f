package org.opinionloop.kit.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the dead-letter topic: the record as it was, with the reason beside it. A record may
 * be as large as its topic takes, and with the reason it would be larger than the dead-letter topic
 * takes; such a one is left where it is, and its dead letter has no key, no value and none of its
 * headers, but says in {@value #LEFT_OUT} how many bytes that are.
 */
public record DeadLetterCopy(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

  /** The header that says how many bytes were left out. */
  public static final String LEFT_OUT = "dlt-left-out";

  /** What is copied at most, in bytes: Kafka's usual limit, less some room for the reason. */
  public static final int LARGEST = 1_000_000;

  /** What Kafka adds to each header, at most. */
  private static final int HEADER = 10;

  /** A copy of this record for this reason. */
  public static DeadLetterCopy of(
      DeadLetter letter, byte @Nullable [] key, byte @Nullable [] value, Iterable<Header> headers) {
    long size = length(key) + length(value);
    for (Header header : headers) {
      size += 4L * header.key().length() + length(header.value()) + HEADER;
    }
    boolean fits = size <= LARGEST;
    RecordHeaders all = fits ? new RecordHeaders(headers) : new RecordHeaders();
    all.remove(LEFT_OUT); // a reason is ours to give
    letter.headers().forEach((name, reason) -> all.remove(name).add(name, reason));
    if (!fits) {
      all.add(LEFT_OUT, Long.toString(size).getBytes(US_ASCII));
    }
    return new DeadLetterCopy(fits ? key : null, fits ? value : null, all);
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
