package org.opinionloop.reporting.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.opinionloop.reporting.hot.IssueBook;

/**
 * {@code issues.grouping}: the time to enter one opinion into the book of issues; {@code
 * opinions.grouped}, tag {@code merged}: what was told about where opinions belong, each change
 * counted. Work that is rolled back and done again counts twice.
 */
final class IssueMeters {

  private final Timer grouping;
  private final Counter merged;
  private final Counter grouped;

  IssueMeters(MeterRegistry registry) {
    this.grouping =
        Timer.builder("issues.grouping")
            .description("Time to find what else is about the same issue as one opinion")
            .register(registry);
    this.merged = counter(registry, true);
    this.grouped = counter(registry, false);
  }

  void entered(IssueBook.Change change, long nanoseconds) {
    grouping.record(nanoseconds, TimeUnit.NANOSECONDS);
    change.grouped().forEach(event -> (event.mergedInto() == null ? grouped : merged).increment());
  }

  private static Counter counter(MeterRegistry registry, boolean merged) {
    return Counter.builder("opinions.grouped")
        .description("Opinions found to be about the same issue as others")
        .tag("merged", Boolean.toString(merged))
        .register(registry);
  }
}
