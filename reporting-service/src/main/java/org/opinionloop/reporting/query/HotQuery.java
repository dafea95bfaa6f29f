package org.opinionloop.reporting.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/**
 * Which issues.
 *
 * @param from the first instant of the period, in the years 0 to 9999 of some time zone
 * @param to the first instant after it, likewise, or after the week in which the year 9999 ends
 * @param limit how many at most, at least 1
 */
record HotQuery(Instant from, Instant to, int limit) {

  private static final Instant EARLIEST = Instant.parse("-0001-12-31T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+10000-01-04T00:00:00Z");

  HotQuery {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    if (from.isBefore(EARLIEST) || to.isAfter(LATEST) || from.isAfter(to)) {
      throw new IllegalArgumentException("from, to");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit");
    }
  }

  /** Those of some days, both included. */
  static HotQuery of(LocalDate from, LocalDate to, int limit, ZoneId zone) {
    return new HotQuery(
        from.atStartOfDay(zone).toInstant(), to.plusDays(1).atStartOfDay(zone).toInstant(), limit);
  }
}
