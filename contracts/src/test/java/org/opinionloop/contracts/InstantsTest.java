package org.opinionloop.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {

  private static final DateTimeFormatter FORMATTER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Test
  void writesAndReadsWhateverTheFormatterWouldAlike() {
    Random random = new Random(20260105);
    long range = Instant.parse("+11000-01-01T00:00:00Z").getEpochSecond();
    for (int i = 0; i < 100_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(random.nextLong(-range, range), random.nextInt(1000) * 1_000_000L);
      String text = FORMATTER.format(instant);

      assertThat(Instants.format(instant)).isEqualTo(text);
      assertThat(Instants.format(instant.plusNanos(999_999))).isEqualTo(text);
      assertThat(Instants.parse(text)).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-05T08:30:00Z",
        "2026-01-05T08:30:00.123456Z",
        "2026-01-05T24:00:00.000Z",
        "2016-12-31T23:59:60.000Z",
        "2024-02-29T00:00:00.000Z",
        "0000-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999Z",
        "+12026-01-05T08:30:00Z"
      })
  void readsEveryShapeThatJavaReads(String text) {
    assertThat(Instants.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-05",
        "2026-02-29T08:30:00.000Z",
        "2026-13-05T08:30:00.000Z",
        "2026-00-05T08:30:00.000Z",
        "2026-01-05T08:60:00.000Z",
        "2026-01-05T25:00:00.000Z",
        "2026-01-05T08:30:61.000Z",
        "2026-01-05T24:00:00.001Z",
        "2026-01-05 08:30:00.000Z",
        "２026-01-05T08:30:00.000Z"
      })
  void readsNothingThatIsNoInstant(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Instants.parse(text));
  }
}
