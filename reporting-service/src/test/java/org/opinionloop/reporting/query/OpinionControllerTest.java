package org.opinionloop.reporting.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpinionControllerTest {

  @ParameterizedTest
  @CsvSource({
    "zh,          zh-Hans",
    "zh-CN,       zh-Hans",
    "zh-SG,       zh-Hans",
    "zh-TW,       zh-Hant",
    "zh-HK,       zh-Hant",
    "zh-MO,       zh-Hant",
    "zh-Hant,     zh-Hant",
    "zh-Hant-CN,  zh-Hant",
    "zh-Hans-HK,  zh-Hans",
    "yue,         zh-Hant",
    "yue-HK,      zh-Hant",
    "yue-CN,      zh-Hans",
    "yue-Hans,    zh-Hans",
    "yue-Hant-CN, zh-Hant",
    "en-GB,       en",
    "fr,          fr"
  })
  void namesThingsInTheScriptThatIsAskedForAndElseInThatOfTheRegion(String tag, String language) {
    assertThat(OpinionController.language(Locale.forLanguageTag(tag))).isEqualTo(language);
  }

  @Test
  void namesThingsInSimplifiedChineseForWhoAsksForNoLanguage() {
    assertThat(OpinionController.language(null)).isEqualTo("zh-Hans");
  }
}
