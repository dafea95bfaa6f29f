package org.opinionloop.kit.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.header.Headers;

/**
 * Counts dead letters: {@code dead.letters}, those that were replayed, {@code
 * dead.letters.replayed}, and those that failed again, {@code dead.letters.failed.again}. All have
 * the tags {@code topic}, {@code consumer} and {@code reason}, the last {@code replays} as well.
 */
public final class DeadLetterMeter {

  /** A tag has few values: what failed ten times fails an eleventh time for no new reason. */
  private static final int MOST_REPLAYS = 10;

  private final MeterRegistry registry;

  /** Counts in this registry. */
  public DeadLetterMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  /** One more that an operator has had read again. */
  public void countReplay(String topic, String consumer, String reason) {
    counter("dead.letters.replayed", topic, consumer, reason)
        .description("Dead letters whose record was written to its topic again")
        .register(registry)
        .increment();
  }

  /**
   * One more; one that failed again, if its record had been replayed before.
   *
   * @param headers of the record that could not be handled
   */
  public void count(DeadLetter letter, Headers headers) {
    String reason = letter.trouble().code();
    counter("dead.letters", letter.topic(), letter.consumer(), reason)
        .description("Records that could not be read or handled and went to a dead-letter topic")
        .register(registry)
        .increment();
    int replays = DeadLetter.replays(headers);
    if (replays > 0) {
      counter("dead.letters.failed.again", letter.topic(), letter.consumer(), reason)
          .description("Dead letters whose record had been replayed, and failed once more")
          .tag("replays", Integer.toString(Math.min(replays, MOST_REPLAYS)))
          .register(registry)
          .increment();
    }
  }

  private static Counter.Builder counter(
      String name, String topic, String consumer, String reason) {
    return Counter.builder(name)
        .tag("topic", topic)
        .tag("consumer", consumer)
        .tag("reason", reason);
  }
}
