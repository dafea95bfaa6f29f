package org.opinionloop.kit.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TraceTest {

  /** The example of the recommendation. */
  private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void readsWhatTheHeaderSays() {
    Trace trace = Trace.parse(EXAMPLE);

    assertThat(trace).isNotNull();
    assertThat(trace.id()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(trace.isRecorded()).isTrue();
    assertThat(trace.parent()).isEqualTo(EXAMPLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "02", "fe"})
  void isRecordedOnlyIfTheLowestFlagSaysSo(String flags) {
    assertThat(Trace.parse(EXAMPLE.substring(0, 53) + flags).isRecorded()).isFalse();
    assertThat(Trace.parse(EXAMPLE.substring(0, 53) + "03").isRecorded()).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later",
        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
      })
  void doesNotTakeWhatIsNoTrace(String header) {
    assertThat(Trace.parse(header)).isNull();
  }

  @Test
  void takesTheKnownPartOfALaterVersion() {
    assertThat(Trace.parse("01" + EXAMPLE.substring(2) + "-what-nobody-knows-yet"))
        .isEqualTo(new Trace(EXAMPLE));
  }

  @Test
  void surviveWhateverStrangersWriteIntoTheHeader() {
    Random random = new Random(7);
    for (int n = 0; n < 20_000; n++) {
      StringBuilder header = new StringBuilder(EXAMPLE);
      for (int change = random.nextInt(3); change >= 0; change--) {
        header.setCharAt(random.nextInt(header.length()), (char) random.nextInt(0x180));
      }
      Trace trace = Trace.parse(header.toString().getBytes(UTF_8));
      if (trace != null) {
        assertThat(trace.parent())
            .matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
      }
    }
  }

  @Test
  void beginsEachTimeAnewAndUnrecorded() {
    Trace trace = Trace.begin();

    assertThat(Trace.parse(trace.parent())).isEqualTo(trace);
    assertThat(trace.isRecorded()).isFalse();
    assertThat(Trace.begin().id()).isNotEqualTo(trace.id());
  }

  @Test
  void goesOnFromTheHeadersOfOneRecordToThoseOfTheNext() {
    Headers from = new RecordHeaders().add("traceparent", EXAMPLE.getBytes(UTF_8));
    Headers to = new RecordHeaders();
    Trace.begin().writeTo(to);

    Trace.carry(from, to);
    Trace.carry(new RecordHeaders(), to);

    assertThat(to.headers("traceparent"))
        .singleElement()
        .satisfies(header -> assertThat(header.value()).isEqualTo(EXAMPLE.getBytes(UTF_8)));
  }

  @Test
  void namesLinesOfTheLogWhileItIsAskedTo() {
    Trace.inLog(
        Trace.parse(EXAMPLE),
        () -> assertThat(MDC.get("traceId")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736"));
    assertThat(MDC.get("traceId")).isNull();
  }

  @Test
  void isRefusedInAnyOtherShape() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Trace("13800138000"));
  }
}
