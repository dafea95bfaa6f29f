package org.opinionloop.kit.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.header.Headers;

/**
 * Counts dead letters: {@code dead.letters}, tags {@code topic}, {@code consumer} and {@code
 * reason}.
 */
public final class DeadLetterMeter {

  /** A tag has few values: what failed ten times fails an eleventh time for no new reason. */
  private static final int MOST_REPLAYS = 10;

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

  /**
   * One more. If its record had been replayed before, it counts as {@code
   * dead.letters.failed.again} as well, with the tag {@code replays}: how often, up to 10.
   *
   * @param headers of the record that could not be handled
   */
  public void count(DeadLetter letter, Headers headers) {
    int replays = DeadLetter.replays(headers);
    if (replays > 0) {
      Counter.builder("dead.letters.failed.again")
          .description("Dead letters whose record had been replayed, and failed once more")
          .tag("topic", letter.topic())
          .tag("consumer", letter.consumer())
          .tag("reason", letter.trouble().code())
          .tag("replays", Integer.toString(Math.min(replays, MOST_REPLAYS)))
          .register(registry)
          .increment();
    }
    Counter.builder("dead.letters")
        .description("Records that could not be read or handled and went to a dead-letter topic")
        .tag("topic", letter.topic())
        .tag("consumer", letter.consumer())
        .tag("reason", letter.trouble().code())
        .register(registry)
        .increment();
  }
}
