package org.opinionloop.kit.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {

  @ParameterizedTest
  @EnumSource
  void readsWhatItWrites(Trouble trouble) {
    DeadLetter letter = letter(trouble);

    assertThat(DeadLetter.read(headers(letter))).contains(letter);
    assertThat(letter.destination()).isEqualTo("opinions.received.dlt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dlt-reason",
        "dlt-cause",
        "dlt-topic",
        "dlt-partition",
        "dlt-offset",
        "dlt-consumer",
        "dlt-at"
      })
  void withoutOneOfItsHeadersItIsNone(String name) {
    Headers headers = headers(letter(Trouble.FAULT)).remove(name);

    assertThat(DeadLetter.read(headers)).isEmpty();
    assertThat(DeadLetter.read(headers.add(name, null))).isEmpty();
    assertThat(DeadLetter.read(headers.add(name, "x".repeat(1001).getBytes(UTF_8)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "dlt-reason, lost",
    "dlt-partition, three",
    "dlt-partition, 99999999999",
    "dlt-offset, 0x1",
    "dlt-at, yesterday"
  })
  void withAHeaderThatSaysNothingItIsNone(String name, String value) {
    Headers headers = headers(letter(Trouble.FAULT)).add(name, value.getBytes(UTF_8));

    assertThat(DeadLetter.read(headers)).isEmpty();
  }

  @Test
  void aRecordWithoutHeadersIsNone() {
    assertThat(DeadLetter.read(new RecordHeaders())).isEmpty();
  }

  private static DeadLetter letter(Trouble trouble) {
    return new DeadLetter(
        "opinions.received",
        3,
        17,
        "test-service",
        trouble,
        "a sentence",
        Instant.parse("2026-01-08T01:30:00.417Z"));
  }

  private static Headers headers(DeadLetter letter) {
    RecordHeaders headers = new RecordHeaders();
    letter.headers().forEach(headers::add);
    return headers;
  }
}
