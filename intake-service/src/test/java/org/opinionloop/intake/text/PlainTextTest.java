package org.opinionloop.intake.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

  @Test
  void keepsWhatPeopleWrite() {
    String text = "路灯坏了，晚上很黑 👨‍👩‍👧 e\u0301 ئۇيغۇر\n第二段\t完";

    assertThat(PlainText.lines(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\rb", "a\nb", "a\u2028b", "a\u0085b", "a\u000Bb"})
  void everyLineBreakBecomesOne(String raw) {
    assertThat(PlainText.lines(raw)).isEqualTo("a\nb");
    assertThat(PlainText.line(raw)).isEqualTo("a b");
  }

  @Test
  void leavesOutWhatCannotBeSeenAndDisturbs() {
    assertThat(PlainText.lines("a\u0000b\u0007c\u202Ed\u2066e\uFEFFf\uFFFEg\u009Fh"))
        .isEqualTo("abcdefgh");
  }

  @Test
  void replacesSurrogatesWithoutTheirOtherHalf() {
    assertThat(PlainText.lines("a\uD83Db\uDE00c")).isEqualTo("a\uFFFDb\uFFFDc");
    assertThat(PlainText.lines("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u3000\u00A0", "\u200B\u200B", "\n\t \r\n", "\u0000"})
  void nothingIsLeftOfNothing(String raw) {
    assertThat(PlainText.lines(raw)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"abc,3", "路灯,2", "\uD83D\uDE00,1"})
  void countsCodePoints(String text, int length) {
    assertThat(PlainText.length(text)).isEqualTo(length);
  }

  @Test
  void whateverComesTheResultIsCleanAndStaysAsItIs() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder raw = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        raw.append((char) (random.nextBoolean() ? random.nextInt(0x10000) : random.nextInt(0x40)));
      }
      String clean = PlainText.lines(raw.toString());

      assertThat(PlainText.lines(clean)).isEqualTo(clean);
      assertThat(PlainText.hasControls(PlainText.line(clean))).isFalse();
      assertThat(new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(clean);
    }
  }
}
