package org.opinionloop.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskTest {

  private final Small disk = new Small(5 << 20);

  @ParameterizedTest
  @ValueSource(longs = {0, 4096, (1 << 20) - 1})
  void isFullWhenNoPieceFitsEvenIfTheBrokerHasFreedALittleSince(long freed) throws IOException {
    Disk.fill(disk, () -> disk.left + freed);

    assertThat(disk.left).isZero();
  }

  @Test
  void isNotFullWhenWritingFailsThoughThereIsRoom() {
    assertThatThrownBy(() -> Disk.fill(disk, () -> 1 << 20)).hasMessage(Small.FULL);
  }

  /** Takes so many bytes. */
  private static final class Small extends OutputStream {

    private static final String FULL = "No space left on device";

    private int left;

    private Small(int left) {
      this.left = left;
    }

    @Override
    public void write(int one) throws IOException {
      if (left == 0) {
        throw new IOException(FULL);
      }
      left--;
    }
  }
}
