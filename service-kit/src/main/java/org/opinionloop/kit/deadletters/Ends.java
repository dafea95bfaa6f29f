package org.opinionloop.kit.deadletters;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where partitions end, open transactions included: a reader of committed records that reads up to
 * here has seen everything that had been committed when it asked.
 */
final class Ends {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Ends() {}

  static Map<TopicPartition, Long> of(Admin admin, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    try {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(
              latest,
              new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)
                  .timeoutMs(Math.toIntExact(PATIENCE.toMillis())))
          .all()
          .get()
          .forEach((partition, info) -> ends.put(partition, info.offset()));
      return ends;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", closing);
    } catch (ExecutionException failed) {
      throw new KafkaException("ends of partitions", failed.getCause());
    }
  }
}
