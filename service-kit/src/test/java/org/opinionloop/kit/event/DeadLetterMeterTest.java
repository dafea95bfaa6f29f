package org.opinionloop.kit.event;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see of dead letters without listing them. */
class DeadLetterMeterTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DeadLetterMeter meter = new DeadLetterMeter(registry);

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 3", "10, 10", "11, 10", "999999, 10"})
  void aRecordThatFailsAfterItsReplayIsCountedByHowOftenItWasReplayed(String replays, String tag) {
    meter.count(letter(), new RecordHeaders().add(DeadLetter.REPLAYS, replays.getBytes(US_ASCII)));

    assertThat(registry.get("dead.letters").tag("reason", "fault").counter().count()).isEqualTo(1);
    assertThat(
            registry
                .get("dead.letters.failed.again")
                .tags("topic", "opinions.rated", "consumer", "test-service", "reason", "fault")
                .tag("replays", tag)
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void aRecordThatFailsForTheFirstTimeIsNotCountedAsFailedAgain() {
    meter.count(letter(), new RecordHeaders());

    assertThat(registry.find("dead.letters.failed.again").counters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "three", "99999999999", "1 "})
  void aHeaderThatIsNoNumberOfReplaysSaysNothing(String header) {
    meter.count(letter(), new RecordHeaders().add(DeadLetter.REPLAYS, header.getBytes(US_ASCII)));

    assertThat(registry.get("dead.letters").counter().count()).isEqualTo(1);
    assertThat(registry.find("dead.letters.failed.again").counters()).isEmpty();
  }

  private static DeadLetter letter() {
    return new DeadLetter(
        "opinions.rated", 0, 7, "test-service", Trouble.FAULT, "a sentence", Instant.EPOCH);
  }
}
