package org.opinionloop.reporting.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/**
 * Which issues.
 *
 * @param from the first instant of the period
 * @param to the first instant after it
 * @param limit how many at most
 */
record HotQuery(Instant from, Instant to, int limit) {

  HotQuery {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    if (limit < 0) {
      throw new IllegalArgumentException("limit");
    }
  }

  /** Those of some days, both included. */
  static HotQuery of(LocalDate from, LocalDate to, int limit, ZoneId zone) {
    return new HotQuery(
        from.atStartOfDay(zone).toInstant(), to.plusDays(1).atStartOfDay(zone).toInstant(), limit);
  }
}
