package org.opinionloop.reply.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;

/**
 * Counts the letters written: {@code letters.issued}, tags {@code kind} and {@code language}; and
 * how long an opinion waited for its first letter: {@code letters.acknowledgement.latency}, from
 * intake taking it in until the letter was written, imported ones left out. Work that was rolled
 * back and done again counts twice here, though not on the topic.
 */
final class LetterMeters {

  private record Sort(LetterKind kind, String language) {}

  private final MeterRegistry registry;
  private final Map<Sort, Counter> issued = new ConcurrentHashMap<>();
  private final Timer latency;

  LetterMeters(MeterRegistry registry) {
    this.registry = registry;
    this.latency =
        Timer.builder("letters.acknowledgement.latency")
            .description("From an opinion being taken in until its first letter is issued")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(10))
            .maximumExpectedValue(Duration.ofHours(1))
            .register(registry);
  }

  /**
   * A letter was written.
   *
   * @param opens whether it came of the event that opened the file, and the file is no history
   */
  void issued(LetterIssued letter, boolean opens) {
    issued.computeIfAbsent(new Sort(letter.kind(), letter.language()), this::counter).increment();
    if (letter.kind().acknowledges() && opens) {
      Duration waited = Duration.between(letter.opinionRecordedAt(), letter.recordedAt());
      latency.record(waited.isNegative() ? Duration.ZERO : waited);
    }
  }

  private Counter counter(Sort sort) {
    return Counter.builder("letters.issued")
        .description("Letters written, sent or not")
        .tag("kind", sort.kind().name())
        .tag("language", sort.language())
        .register(registry);
  }
}
