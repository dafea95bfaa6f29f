package org.opinionloop.kit.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedSerdeTest {

  private final BoundedSerde<byte[]> serde = new BoundedSerde<>(Serdes.ByteArray());

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 900_000})
  void writesAndReadsWhatFits(int length) {
    byte[] value = new byte[length];
    new Random().nextBytes(value);

    byte[] written = serde.serializer().serialize("topic", value);

    assertThat(serde.deserializer().deserialize("topic", written)).isEqualTo(value);
  }

  @Test
  void leavesNothingAsNothing() {
    assertThat(serde.serializer().serialize("topic", null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {900_001, 2_000_000})
  void refusesToWriteWhatDoesNotFit(int length) {
    assertThatIllegalStateException()
        .isThrownBy(() -> serde.serializer().serialize("topic", new byte[length]))
        .withMessage("value of %d bytes (expected: at most 900000)", length);
  }
}
