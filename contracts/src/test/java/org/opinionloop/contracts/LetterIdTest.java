package org.opinionloop.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
  void ordinalsBeginAtOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LetterId.of(OPINION, LetterKind.ANSWER, 0));
  }
}
