package org.opinionloop.contracts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How an instant is written wherever it leaves a service: UTC, ISO 8601, three digits of
 * milliseconds.
 */
public final class Instants {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Instants() {}

  /** As in {@code 2026-01-05T08:30:00.000Z}. */
  public static String format(Instant instant) {
    return MILLISECONDS.format(instant);
  }
}
