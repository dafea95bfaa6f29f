package org.opinionloop.reporting.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterMarkdownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "[请点这里](https://evil.example) ! \\[请点这里\\](https\\://evil.example)",
        "<script>alert(1)</script> ! \\<script\\>alert(1)\\</script\\>",
        "www.evil.example ! www\\.evil.example",
        "x@evil.example ! x\\@evil.example",
        "**x** _y_ `z` ~~q~~ ! \\*\\*x\\*\\* \\_y\\_ \\`z\\` \\~\\~q\\~\\~",
        "'x\n\n# y' ! x \\# y",
        "- x ! \\- x",
        "1. x ! 1\\. x",
        "&lt;b&gt; ! \\&lt;b\\&gt;",
        "a | b ! a \\| b"
      })
  void nothingThatAnOfficerWritesIsMarkup(String words, String escaped) {
    String text = words.replace("\\n", "\n");

    assertThat(LetterMarkdown.of(letter(text, false))).contains("\n\n" + escaped + "\n\n");
  }

  @Test
  void aLetterOfAPeriodThatGoesOnSaysSo() {
    assertThat(LetterMarkdown.of(letter("x", true))).contains("\n\n注：本期尚未结束，数据为阶段性统计。\n\n");
    assertThat(LetterMarkdown.of(letter("x", false))).doesNotContain("尚未结束");
  }

  private static Letter letter(String words, boolean provisional) {
    return new Letter(
        "2026-H1",
        LocalDate.of(2026, 1, 1),
        LocalDate.of(2026, 6, 30),
        provisional,
        "办公室",
        new Letter.Title(List.of("复函")),
        "各位市民：",
        List.of(new Letter.Section("一", List.of(new Letter.Paragraph(words)))),
        "专此函复。",
        "办公室",
        LocalDate.of(2026, 7, 1),
        List.of());
  }
}
