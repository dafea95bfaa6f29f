package org.opinionloop.intake.publish;

import java.time.Instant;
import java.util.function.Consumer;

/** What is at the end of a topic. */
public interface RecentKeys {

  /**
   * Reads the keys of the latest records, about {@code atMost} of them over all partitions, oldest
   * first in each; those written after the call began are left out. Blocks.
   */
  void read(String topic, int atMost, Consumer<String> keys);

  /** The same, of the records that bear this time or a later one. */
  void readSince(String topic, Instant since, Consumer<String> keys);
}
