package org.opinionloop.kit.streams;

import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time of a record as it says it, in ms since 1970. Anybody may write records that have none,
 * which Kafka gives as a negative number; of itself Streams ends its thread there, and every one
 * that follows. Such a record has the latest time of its partition, or, as the first one of it, the
 * time at which it is read: what happened when, its event says.
 */
public final class TimeOfRecord implements TimestampExtractor {

  private final Clock clock;

  /** As Streams makes it. */
  public TimeOfRecord() {
    this(Clock.systemUTC());
  }

  TimeOfRecord(Clock clock) {
    this.clock = clock;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (record.timestamp() >= 0) {
      return record.timestamp();
    }
    return partitionTime >= 0 ? partitionTime : clock.millis();
  }
}
