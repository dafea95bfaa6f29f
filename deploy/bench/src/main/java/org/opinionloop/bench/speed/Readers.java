package org.opinionloop.bench.speed;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far groups of readers have come. */
record Readers(Admin admin) {

  /** Where each partition that this group reads will be read next, as far as it has said so. */
  Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    try {
      return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    } catch (ExecutionException refused) {
      throw new IllegalStateException(refused.getCause());
    } catch (InterruptedException ended) {
      throw new IllegalStateException("interrupted", ended);
    }
  }

  /** Records of those partitions, markers of transactions among them, that it has not read yet. */
  long unread(String group) {
    Map<TopicPartition, OffsetAndMetadata> read = committed(group);
    return ends(read.keySet()) - read.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }

  /** How many records were ever written to these, markers of transactions among them. */
  long ends(Collection<TopicPartition> partitions) {
    try {
      return admin
          .listOffsets(
              partitions.stream()
                  .collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest())))
          .all()
          .get()
          .values()
          .stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    } catch (ExecutionException refused) {
      throw new IllegalStateException(refused.getCause());
    } catch (InterruptedException ended) {
      throw new IllegalStateException("interrupted", ended);
    }
  }
}
