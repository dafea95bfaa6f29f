package org.opinionloop.reply.delivery;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Instants;

/**
 * How far the delivery of a letter has come. It travels beside a letter that waits, in headers.
 *
 * @param attempts that were made so far, not negative
 * @param since when it was tried first, after 1970
 */
record Journey(int attempts, Instant since) {

  /** More attempts than anybody makes. */
  private static final int TOO_MANY = 1_000_000;

  static final String ATTEMPTS = "delivery-attempts";
  static final String SINCE = "delivery-since";
  static final String DUE = "delivery-due";

  /** The names of all its headers. */
  static final List<String> NAMES = List.of(ATTEMPTS, SINCE, DUE);

  /**
   * What the headers say; the beginning, if they do not say it, or something that cannot be. A
   * journey that begins in the future would never be too long, so it begins now.
   */
  static Journey read(Headers headers, Instant now) {
    String attempts = text(headers.lastHeader(ATTEMPTS));
    String since = text(headers.lastHeader(SINCE));
    if (attempts != null && since != null) {
      try {
        int made = Integer.parseInt(attempts);
        Instant begun = Instant.parse(since);
        if (made >= 0 && made < TOO_MANY && begun.isAfter(Instant.EPOCH)) {
          return new Journey(made, begun.isAfter(now) ? now : begun);
        }
      } catch (NumberFormatException | DateTimeException foreign) {
        // Whoever wrote it, the letter is good: its journey begins here.
        return new Journey(0, now);
      }
    }
    return new Journey(0, now);
  }

  Journey further() {
    return new Journey(attempts + 1, since);
  }

  /** The headers that say so, and when the letter is to be tried again. */
  Map<String, byte[]> headers(Instant due) {
    return Map.of(
        ATTEMPTS, bytes(Integer.toString(attempts)),
        SINCE, bytes(Instants.format(since)),
        DUE, bytes(Instants.format(due)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
