package org.opinionloop.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotesTest {

  @Test
  void areCutOutOfTheText() {
    assertThat(new Quotes("路灯坏了", new int[] {0, 2, 2, 4})).containsExactly("路灯", "坏了");
  }

  /** Half a character cannot be written down. */
  @Test
  void neverCutACharacterInTwo() {
    assertThat(new Quotes("灯😀😀坏", new int[] {0, 2, 2, 4, 4, 6, 1, 3}))
        .containsExactly("灯😀", "😀😀", "😀坏", "😀");
  }
}
