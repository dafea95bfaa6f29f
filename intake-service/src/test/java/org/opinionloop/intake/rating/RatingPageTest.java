package org.opinionloop.intake.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.OpinionId;

class RatingPageTest {

  static final OpinionId ID = OpinionId.of(new byte[10]);

  RatingPage page = new RatingPage("rating");

  @ParameterizedTest
  @ValueSource(strings = {"zh-Hans", "zh-Hant", "en"})
  void everyPageIsCompleteInEveryLanguage(String language) {
    for (String html :
        List.of(
            page.asking(Map.of("id", ID.value()), language),
            page.saying("thanks", language),
            page.saying("unknown", language),
            page.saying("later", language),
            page.saying("incomplete", language))) {
      assertThat(html).contains("<html lang=\"" + language + "\">");
      assertThat(html).doesNotContainPattern("\\{[a-z0-9.]+}");
    }
    assertThat(page.asking(Map.of("id", ID.value()), language)).contains(ID.value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-Hans", "zh-Hant", "en"})
  void asksAboutAServiceInEveryLanguageToo(String language) {
    RatingPage service = new RatingPage("service");
    String asking =
        service.asking(
            Map.of("unit", "LABOUR", "service", "PENSION", "name", "<b>", "once", "1"), language);

    for (String html :
        List.of(
            asking,
            service.saying("thanks", language),
            service.saying("received", language, ID.value()),
            service.saying("unknown", language),
            service.saying("later", language),
            service.saying("incomplete", language))) {
      assertThat(html).contains("<html lang=\"" + language + "\">");
      assertThat(html).doesNotContainPattern("\\{[a-z0-9.]+}");
    }
    assertThat(asking).contains("value=\"PENSION\"", "&lt;b&gt;").doesNotContain("<script");
    assertThat(service.saying("received", language, ID.value())).contains(ID.value());
  }

  @Test
  void asksForFiveLevelsAndSendsNothingElsewhere() {
    String html = page.asking(Map.of("id", ID.value()), "zh-Hans");

    assertThat(html).contains("非常满意", "满意", "基本满意", "不满意", "非常不满意");
    assertThat(html).doesNotContain("http", "<script", "<img", "<link", "action=");
  }

  /** Where no acknowledgement came in time, it may have. */
  @ParameterizedTest
  @CsvSource({
    "rating, zh-Hans, 可能尚未收到",
    "rating, zh-Hant, 可能尚未收到",
    "rating, en, may not have reached us",
    "service, zh-Hans, 可能尚未收到",
    "service, zh-Hant, 可能尚未收到",
    "service, en, may not have reached us"
  })
  void doesNotClaimThatNothingCameWhenItDoesNotKnow(String folder, String language, String words) {
    assertThat(new RatingPage(folder).saying("later", language)).contains(words);
  }

  /** What the key Enter presses, from a choice of the form, is its first button. */
  @ParameterizedTest
  @ValueSource(strings = {"rating", "service"})
  void ratesByNoOtherKeyThanALevelsOwn(String folder) {
    assertThat(new RatingPage(folder).asking(Map.of(), "en"))
        .containsSubsequence("<button disabled hidden>", "<button name=\"level\" value=\"5\">");
  }

  @ParameterizedTest
  @CsvSource({
    "en, zh-TW, en",
    ", zh-TW, zh-Hant",
    ", 'zh-Hant-HK;q=0.9, en;q=0.5', zh-Hant",
    ", zh-CN, zh-Hans",
    ", 'fr, en-GB;q=0.8', en",
    ", fr, zh-Hans",
    "fr, '*', zh-Hans"
  })
  void speaksTheLanguageOfTheLinkOrOfTheBrowser(String asked, String liked, String expected) {
    assertThat(page.language(asked, Locale.LanguageRange.parse(liked))).isEqualTo(expected);
  }
}
