package org.opinionloop.local.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetRetentionTest {

  @ParameterizedTest
  @ValueSource(strings = {"43200", "43201", "2147483647"})
  void isFineWithAMonthOrMore(String minutes) {
    assertThat(OffsetRetention.difference(minutes)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "10080", "43199"})
  void tellsOfLessAndOfWhatComesOfIt(String minutes) {
    assertThat(OffsetRetention.difference(minutes))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith(
                        "brokers: offsets.retention.minutes is "
                            + minutes
                            + " (expected: at least 43200; ")
                    .contains("every letter is sent again"));
  }

  @Test
  void saysThatItIsNotToldWhereWeMayNotAsk() {
    assertThat(OffsetRetention.difference(null))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains(" is not told "));
  }
}
