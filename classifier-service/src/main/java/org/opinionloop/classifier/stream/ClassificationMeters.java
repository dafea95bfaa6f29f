package org.opinionloop.classifier.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.opinionloop.contracts.OpinionClassified;

/**
 * {@code opinions.classified} by theme and validity, {@code opinions.needs.review} and {@code
 * opinions.classification}, the time one took. At any time records read = opinions.classified +
 * {@code dead.letters}; a batch that is rolled back and read again counts twice in all of them.
 */
final class ClassificationMeters {

  private record Key(String theme, String validity) {}

  private final MeterRegistry registry;
  private final Map<Key, Counter> classified = new ConcurrentHashMap<>();
  private final Counter needsReview;
  private final Timer time;

  ClassificationMeters(MeterRegistry registry) {
    this.registry = registry;
    this.needsReview =
        Counter.builder("opinions.needs.review")
            .description("Opinions whose labels a person should look at")
            .register(registry);
    this.time =
        Timer.builder("opinions.classification")
            .description("Time to classify one opinion")
            .register(registry);
  }

  void classified(OpinionClassified event, long nanoseconds) {
    classified
        .computeIfAbsent(new Key(event.theme(), event.validity().name()), this::counter)
        .increment();
    if (event.needsReview()) {
      needsReview.increment();
    }
    time.record(nanoseconds, TimeUnit.NANOSECONDS);
  }

  private Counter counter(Key key) {
    return Counter.builder("opinions.classified")
        .description("Opinions classified")
        .tag("theme", key.theme())
        .tag("validity", key.validity())
        .register(registry);
  }
}
