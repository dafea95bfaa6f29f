package org.opinionloop.reply.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JourneyTest {

  private static final Instant NOW = Instant.parse("2026-01-07T02:00:00Z");
  private static final Retries RETRIES =
      new Retries(Duration.ofSeconds(30), Duration.ofMinutes(30), Duration.ofDays(3));

  private final Random random = new Random();

  @RepeatedTest(20)
  void readsWhatItWrote() {
    Journey journey =
        new Journey(
            random.nextInt(1_000_000),
            Instant.ofEpochMilli(random.nextLong(1, NOW.toEpochMilli())));
    RecordHeaders headers = new RecordHeaders();
    journey.headers(NOW).forEach(headers::add);

    assertThat(Journey.read(headers, NOW)).isEqualTo(journey);
  }

  @ParameterizedTest
  @CsvSource({
    "-2, 2026-01-06T00:00:00Z",
    "-1, 2026-01-06T00:00:00Z",
    "-2147483648, 2026-01-06T00:00:00Z",
    "1000000, 2026-01-06T00:00:00Z",
    "2147483647, 2026-01-06T00:00:00Z",
    "99999999999, 2026-01-06T00:00:00Z",
    "3, -1000000000-01-01T00:00:00Z",
    "3, 1970-01-01T00:00:00Z",
    "3, yesterday",
    "'', ''",
  })
  void beginsAnewWhereWhatIsSaidCannotBe(String attempts, String since) {
    Journey journey = Journey.read(headers(attempts, since), NOW);

    assertThat(journey).isEqualTo(new Journey(0, NOW));
  }

  @ParameterizedTest
  @CsvSource({"+1000000000-12-31T23:59:59.999999999Z", "2026-01-07T02:00:00.001Z"})
  void isNotYetUnderWayWhereItBeginsInTheFuture(String since) {
    Journey journey = Journey.read(headers("3", since), NOW);

    assertThat(journey).isEqualTo(new Journey(3, NOW));
    assertThat(RETRIES.next(journey.further(), NOW.plus(Duration.ofDays(3)))).isEmpty();
  }

  @Test
  void beginsWhereNothingIsSaid() {
    assertThat(Journey.read(new RecordHeaders(), NOW)).isEqualTo(new Journey(0, NOW));
  }

  private static RecordHeaders headers(String attempts, String since) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Journey.ATTEMPTS, attempts.getBytes(StandardCharsets.UTF_8));
    headers.add(Journey.SINCE, since.getBytes(StandardCharsets.UTF_8));
    return headers;
  }
}
