package org.opinionloop.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterIdTest {

  private static final OpinionId OPINION = new OpinionId("4F7K-9QX2-M3TD-8VRC-R");

  @ParameterizedTest
  @EnumSource
  void namesALetterByItsCause(LetterKind kind) {
    LetterId id = LetterId.of(OPINION, kind, 12);

    assertThat(new LetterId(id.value())).isEqualTo(id);
    assertThat(id.names(OPINION, kind)).isTrue();
    assertThat(id.names(OpinionId.of(new byte[10]), kind)).isFalse();
    for (LetterKind other : LetterKind.values()) {
      assertThat(id.names(OPINION, other)).isEqualTo(other == kind);
    }
  }

  @Test
  void isSafeInFileNamesHeadersAndUrls() {
    assertThat(LetterId.of(OPINION, LetterKind.SECOND_HANDLING, 1))
        .hasToString("4F7K-9QX2-M3TD-8VRC-R.second-handling.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4F7K-9QX2-M3TD-8VRC-R",
        "4F7K-9QX2-M3TD-8VRC-R.answer.0",
        "4F7K-9QX2-M3TD-8VRC-R.answer.01",
        "4F7K-9QX2-M3TD-8VRC-R.answer.10000",
        "4F7K-9QX2-M3TD-8VRC-R.reply.1",
        "4F7K-9QX2-M3TD-8VRC-R.answer.1\n",
        "4F7K-9QX2-M3TD-8VRU-R.answer.1",
        "../4F7K-9QX2-M3TD-8VRC-R.answer.1"
      })
  void refusesAnythingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LetterId(text))
        .withMessage("letter id: malformed (expected: <opinion id>.<kind>.<ordinal>)");
  }

  @Test
  void acceptsWhatTheFormSaysAndNothingElse() {
    Pattern form =
        Pattern.compile(
            "(?:D{4}-){4}D\\.(?:acknowledgement|not-accepted|extension|answer|second-handling|merged)\\.[1-9][0-9]{0,3}"
                .replace("D", "[0-9A-HJKMNP-TV-Z]"));
    Random random = new Random(20_261_130);
    int accepted = 0;
    for (int i = 0; i < 50_000; i++) {
      LetterKind kind = LetterKind.values()[random.nextInt(LetterKind.values().length)];
      StringBuilder text =
          new StringBuilder(LetterId.of(OPINION, kind, 1 + random.nextInt(9_999)).value());
      for (int edits = random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        String piece = "" + "0179AILOUZ-.ar\n".charAt(random.nextInt(15));
        text.replace(at, at + random.nextInt(2), random.nextBoolean() ? piece : "");
      }
      boolean expected = form.matcher(text).matches();
      assertThat(isLetterId(text.toString())).as(text.toString()).isEqualTo(expected);
      accepted += expected ? 1 : 0;
    }
    assertThat(accepted).isBetween(20_000, 45_000);
  }

  private static boolean isLetterId(String text) {
    try {
      return new LetterId(text).value().equals(text);
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  @Test
  void ordinalsBeginAtOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LetterId.of(OPINION, LetterKind.ANSWER, 0));
  }
}
