package org.opinionloop.reply.letter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

  @ParameterizedTest
  @CsvSource({
    "zh-Hans, ZH_HANS",
    "zh-Hant, ZH_HANT",
    "en, EN",
    "EN-us, EN",
    "zh, ZH_HANS",
    "zh_TW, ZH_HANT",
    "zh-HK, ZH_HANT",
    "zh-Hans-HK, ZH_HANS",
    "zh-Hant-CN, ZH_HANT",
    "yue, ZH_HANT",
    "fr, ZH_HANS",
    "'', ZH_HANS",
    "not a tag, ZH_HANS",
  })
  void writesInTheLanguageNearestToTheWriters(String tag, Language expected) {
    assertThat(Language.nearest(tag)).isEqualTo(expected);
  }
}
