package org.opinionloop.kit.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts dead letters: {@code dead.letters}, tags {@code topic}, {@code consumer} and {@code
 * reason}.
 */
public final class DeadLetterMeter {

  private final MeterRegistry registry;

  /** Counts in this registry. */
  public DeadLetterMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  /** One more that an operator has had read again: {@code dead.letters.replayed}, same tags. */
  public void countReplay(String topic, String consumer, String reason) {
    Counter.builder("dead.letters.replayed")
        .description("Dead letters whose record was written to its topic again")
        .tag("topic", topic)
        .tag("consumer", consumer)
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  /** One more. */
  public void count(DeadLetter letter) {
    Counter.builder("dead.letters")
        .description("Records that could not be read or handled and went to a dead-letter topic")
        .tag("topic", letter.topic())
        .tag("consumer", letter.consumer())
        .tag("reason", letter.trouble().code())
        .register(registry)
        .increment();
  }
}
