package org.opinionloop.classifier.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {

  @Test
  void isTheTitleIfThereIsOne() {
    assertThat(Summary.of(" 路灯\n不亮 ", "正文")).isEqualTo("路灯 不亮");
    assertThat(Summary.of("  ", "正文")).isEqualTo("正文");
    assertThat(Summary.of(null, "正文")).isEqualTo("正文");
  }

  @Test
  void cutsBetweenCharactersNeverThroughOne() {
    String summary = Summary.of(null, "𠮷".repeat(100));

    assertThat(summary.codePointCount(0, summary.length())).isEqualTo(80);
    assertThat(summary).isEqualTo("𠮷".repeat(79) + "…");
  }

  /** Wherever the text is that is not looked at any more. */
  @Test
  void cutsThroughNoCharacterBehindManyBlanks() {
    for (int blanks = 1_950; blanks < 2_050; blanks++) {
      String summary = Summary.of(null, "路灯坏了" + " ".repeat(blanks) + "😀快修");

      assertThat(summary).isIn("路灯坏了", "路灯坏了 😀", "路灯坏了 😀快", "路灯坏了 😀快修");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "请回电 13900000000 谢谢",
        "请回电１３９００００００００谢谢",
        "座机0000-8800123，谢谢",
        "身份证11010119900101001X在此",
        "写信到 someone.else@example.org 吧",
        "见 https://example.org/a?b=13900000000 ",
        "+86 139 0000 0000",
        "请回电 139\u00A00000\u00A00000 谢谢",
        "请回电 139\u30000000\u30000000 谢谢",
        "请回电 139\u200B0000\u200B0000 谢谢",
        "请回电 139\u00A0\u30000000 \u200B\u20280000 谢谢",
        "请回电 1\u200B3\u200B9\u200B0\u200B0\u200B0\u200B0\u200B0\u200B0\u200B0\u200B0 谢谢",
        "请回电 \uD835\uDFCF\uD835\uDFD1\uD835\uDFD7\uD835\uDFCE\uD835\uDFCE\uD835\uDFCE\uD835\uDFCE 谢谢",
        "卡号 6222000000000000000000000000000000 谢谢",
      })
  void leavesOutNumbersAndAddressesOfPeople(String text) {
    String summary = Summary.of(null, text);

    assertThat(summary).contains("…").doesNotContainPattern("\\p{Nd}{3}").doesNotContain("@");
  }

  @Test
  @Timeout(10)
  void isSoonDoneWithTheLongestNumber() {
    assertThat(Summary.of(null, "1 2".repeat(100_000))).isEqualTo("…");
    assertThat(Summary.of(null, "1 2 3 4 5 6，".repeat(100_000))).startsWith("1 2 3 4 5 6，1 2");
  }

  @Test
  void keepsDatesAmountsAndBusLines() {
    String text = "2026-03-02起17路晚点，多收1500元，12345也打不通";

    assertThat(Summary.of(null, text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "路灯  不亮",
        " 路灯 不亮 ",
        "路灯\t不亮",
        "路灯\r\n不亮",
        "路灯\u3000不亮",
        "路灯\u200B不亮\u00A0",
        "路灯\uDB40\uDC20不亮",
      })
  void takesAnyBlanksForAPlainOne(String text) {
    assertThat(Summary.of(null, text)).isEqualTo("路灯 不亮");
  }
}
