package org.opinionloop.intake.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

  static final Languages LANGUAGES = new Languages();

  @ParameterizedTest
  @CsvSource({
    "人民路的路灯坏了三天没人修, zh-Hans",
    "人民路的路燈壞了三天沒人修, zh-Hant",
    "請問綠地公園什麼時候開放, zh-Hant",
    "请问APP里的login页面为什么打不开, zh-Hans",
    "皇后大道中的單車徑太窄, zh-Hant",
    "The street lamp has been dark for three days, en",
    "Please fix the lamp in 人民路, en",
    "停水, zh-Hans",
    "12345!!!, zh-Hans",
    "'', zh-Hans"
  })
  void detectsWhatLettersAreWrittenIn(String text, String language) {
    assertThat(LANGUAGES.detect(text)).isEqualTo(language);
  }

  @ParameterizedTest
  @CsvSource({
    "zh-CN, zh-Hans",
    "zh_TW, zh-Hant",
    "zh-HK, zh-Hant",
    "zh-Hant-HK, zh-Hant",
    "zh-hans, zh-Hans",
    "zh, zh-Hant",
    "cmn-Hant-TW, zh-Hant",
    "cmn-CN, zh-Hans",
    "zh-cmn-Hans, zh-Hans",
    "EN, en",
    "en-us, en-US",
    "ug, ug",
    "und, zh-Hant"
  })
  void knowsTagsByTheirCanonicalForm(String tag, String canonical) {
    assertThat(LANGUAGES.canonical(tag, "路燈壞了")).hasValue(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a tag", "中文", "e", "en-", "zh-Hans-zh-Hans", "abcdefghijk"})
  void refusesWhatIsNoTag(String tag) {
    assertThat(LANGUAGES.canonical(tag, "")).isEmpty();
  }

  @Test
  void aLongTextTakesNoTime() {
    assertThat(LANGUAGES.detect("路燈壞了 lamp ".repeat(20_000))).isEqualTo("zh-Hant");
  }
}
