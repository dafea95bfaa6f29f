package org.opinionloop.classifier.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.classifier.ShippedModel;
import org.opinionloop.classifier.model.Normaliser;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.taxonomy.TaxonomyFile;

class TopicWordsTest {

  private final Normaliser normaliser = ShippedModel.get().normaliser();
  private final TopicWords words = new TopicWords(taxonomy(), normaliser);

  @ParameterizedTest
  @CsvSource({
    "打12345没用, HOTLINE, 12345",
    "１２３４５ 也没用, HOTLINE, 12345",
    "手机APP打不开, ONLINE, APP",
    "你们的ａｐｐ闪退, ONLINE, APP",
    "坐bus要等一小时, PUBLIC_TRANSPORT, bus",
    "the buses are full, PUBLIC_TRANSPORT, bus",
    "three apps do not work, ONLINE, APP",
    "it was uploaded twice, ONLINE, upload",
  })
  void areFoundBesideIdeographsAndInEveryWidth(String text, String topic, String word) {
    assertThat(find("", text)).contains(new TopicWords.Found(topic, List.of(word)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "17路还没来",
        "3 小时过去了",
        "2026年5月6日",
        "12346也一样",
        "123456",
        "粤B12345D",
        "happen",
        "caféapp",
        "i applied three weeks ago",
        "the appointment was approved",
        "business hours",
        "a bank and a parkland",
      })
  void areNotFoundInOtherNumbersAndInsideOtherWords(String text) {
    assertThat(find("", text)).isEmpty();
    assertThat(find(text, "")).isEmpty();
  }

  @Test
  void countOnceHoweverTheTaxonomySpellsThem() {
    assertThat(find("", "app占线热线")).map(TopicWords.Found::topic).contains("HOTLINE");
    assertThat(find("", "热线说去app")).map(TopicWords.Found::topic).contains("ONLINE");
  }

  @Test
  void countTwiceInTheTitleButANumberOnlyWhereItIs() {
    assertThat(find("app", "热线")).map(TopicWords.Found::topic).contains("ONLINE");
    assertThat(find("17", "12345 app")).map(TopicWords.Found::topic).contains("ONLINE");
    assertThat(find("12345", "17 app")).map(TopicWords.Found::topic).contains("HOTLINE");
  }

  @Test
  @Timeout(10)
  void areSoonSoughtInTheLongestListOfNumbers() {
    assertThat(find("", "1，".repeat(200_000))).isEmpty();
  }

  private Optional<TopicWords.Found> find(String title, String text) {
    return words.find(
        "SERVICE", normaliser.normalise(title), normaliser.normalise(text), title, text);
  }

  private static Taxonomy taxonomy() {
    try (InputStream yaml = TaxonomyFile.class.getResourceAsStream("/taxonomy.yml")) {
      return TaxonomyFile.read(yaml, "taxonomy.yml");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
