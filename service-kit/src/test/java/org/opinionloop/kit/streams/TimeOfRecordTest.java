package org.opinionloop.kit.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeOfRecordTest {

  private static final long NOW = 1_767_835_800_000L;

  private final TimeOfRecord time =
      new TimeOfRecord(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    "0, -1, 0",
    "7, 9, 7",
    "9223372036854775807, 9, 9223372036854775807",
    "-1, 9, 9",
    "-1, 0, 0",
    "-1, -1, " + NOW,
    "-9223372036854775808, -1, " + NOW,
  })
  void isTheRecordsOwnElseThePartitionsElseThePresent(long own, long partition, long expected) {
    ConsumerRecord<Object, Object> record =
        new ConsumerRecord<>(
            "opinions.rated",
            0,
            0,
            own,
            TimestampType.CREATE_TIME,
            0,
            0,
            "key",
            "value",
            new RecordHeaders(),
            Optional.empty());

    assertThat(time.extract(record, partition)).isEqualTo(expected);
  }
}
