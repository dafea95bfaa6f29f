package org.opinionloop.classifier.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.classifier.ShippedModel;
import org.opinionloop.contracts.Fingerprint;
import org.opinionloop.contracts.Sketch;
import org.opinionloop.kit.taxonomy.TaxonomyFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alike means what reporting takes for one issue unless it is configured otherwise: a cosine of at
 * least 0.3, and four of the twelve heaviest features. The texts are written for this test.
 */
class FingerprinterTest {

  private static final double ALIKE = 0.3;
  private static final int HEAVIEST = 12;
  private static final int SHARED = 4;
  private static final int MOST = 150;

  private final Fingerprinter fingerprinter = fingerprinter();

  private record Text(String issue, Sketch sketch) {}

  @ParameterizedTest
  @CsvSource({"zh, 0.9", "en, 0.8"})
  void findsMostPairsOfOneIssueAndHardlyOneOfTwo(String language, double found) {
    List<Text> texts = texts(language);

    List<Boolean> same = alike(texts, true);
    List<Boolean> other = alike(texts, false);
    assertThat(Collections.frequency(same, true))
        .isGreaterThanOrEqualTo((int) (found * same.size()));
    assertThat(other).hasSizeGreaterThan(100);
    assertThat(Collections.frequency(other, true)).isLessThanOrEqualTo(other.size() / 100);
  }

  @Test
  void findsNothingInCommonInEnglishAboutOneHundredMatters() throws IOException {
    List<Text> texts = authored("en", null);

    List<Boolean> alike = alike(texts, false);
    assertThat(alike).hasSizeGreaterThan(5_000).doesNotContain(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "L'ascenseur de l'immeuble 4, résidence des Cèdres, est en panne depuis un mois."
            + "|Résidence des Cèdres: ascenseur toujours en panne, immeuble 4."
            + "|Le bus de la ligne 61 ne s'arrête plus le soir à la gare depuis un mois.",
        "На Садовой улице возле школы две недели не горят фонари."
            + "|Фонари у школы на Садовой улице так и не горят, детям страшно."
            + "|В подъезде на улице Мира две недели нет горячей воды.",
        "단풍로 가로등이 빵집 앞에서 고장났습니다 어두워서 위험합니다"
            + "|단풍로 가로등이 빵집 앞에서 아직도 고장났습니다"
            + "|버스가 과원로 정류장에서 서지 않습니다 저녁마다 그렇습니다"
      })
  void knowsNoLanguageButWords(String one, String same, String other) {
    assertThat(alike(sketch(one), sketch(same))).isTrue();
    assertThat(alike(sketch(one), sketch(other))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "請問青楓路攪拌站什麼時候搬遷？|请问青枫路搅拌站什么时候搬迁？",
        "ＥＴＣ通道，１８路公交！|etc通道,18路公交!",
        "The Lift in BUILDING 4|the lift in building 12"
      })
  void readsEverySpellingAlike(String one, String other) {
    assertThat(sketch(one).encoded()).isNotEmpty().isEqualTo(sketch(other).encoded());
  }

  @Test
  void countsTheTitleForMore() {
    String text = "银杏苑的电梯坏了，楼道的灯也不亮，垃圾没人收，物业从来不露面。";
    Sketch lift = sketch("银杏苑电梯故障，老人下不了楼");

    double titled = fingerprinter.of("银杏苑电梯", text, null).sketch().cosine(lift);

    assertThat(titled).isGreaterThan(sketch(text).cosine(lift));
  }

  /** The minutes of one evening, and what became of ratings at one window, are headed alike. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "石榴园社区夏季居民座谈会意见建议",
        "对市人力资源和社会保障局“养老待遇申领”的评价",
        "东湖区2026年5月市民代表恳谈会记录",
        "Minutes of the residents' forum of Pomegranate Court, May 2026"
      })
  void doesNotTakeForOneIssueWhatHasOnlyItsTitleInCommon(String title) throws IOException {
    String language = title.startsWith("Minutes") ? "en" : "zh-Hans";

    List<Boolean> alike = alike(authored(language, title), false);
    assertThat(alike).hasSizeGreaterThan(5_000);
    assertThat(Collections.frequency(alike, true)).isLessThanOrEqualTo(alike.size() / 1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "？？！！", "😡😡", "7777", "ok", "ひらがなだけのぶんしょう"})
  void makesNothingOfWhatSaysNothing(String text) {
    Fingerprint fingerprint = fingerprinter.of(null, text, " ");

    assertThat(fingerprint.grams()).isEmpty();
    assertThat(fingerprint.place()).isNull();
    assertThat(fingerprint.keywords()).isEmpty();
  }

  @Test
  void findsLatinKeywordsBesideIdeographsButNotInsideWords() {
    assertThat(fingerprinter.of(null, "手机APP打不开，坐bus去窗口", null).keywords())
        .contains("app", "bus", "窗口");
    assertThat(fingerprinter.of(null, "happening business", null).keywords()).isEmpty();
  }

  @Test
  void tellsPlacesApartHoweverTheyAreSpelt() {
    Fingerprint one = fingerprinter.of(null, "路灯坏了", "青楓路");

    assertThat(one.place()).matches("[0-9a-f]{6}");
    assertThat(one.place()).isEqualTo(fingerprinter.of(null, "路灯坏了", " 青枫路 ").place());
    assertThat(one.place()).isNotEqualTo(fingerprinter.of(null, "路灯坏了", "青枫里").place());
  }

  @Test
  void isBoundedAndTheSameForTheSameText() {
    Random random = new Random(11);
    String text =
        random
            .ints(20_000, 0, 6_000)
            .mapToObj(i -> Character.toString(i < 5_000 ? 0x4E00 + i : ' ' + i % 95))
            .collect(Collectors.joining());

    Fingerprint fingerprint = fingerprinter.of(null, text, null);

    assertThat(fingerprint.grams()).hasSize(8 * Sketch.MOST);
    assertThat(fingerprint).isEqualTo(fingerprinter().of(null, text, null));
  }

  private Sketch sketch(String text) {
    return fingerprinter.of(null, text, null).sketch();
  }

  private static boolean alike(Sketch one, Sketch other) {
    Set<Integer> shared = Arrays.stream(one.heaviest(HEAVIEST)).boxed().collect(Collectors.toSet());
    shared.retainAll(Arrays.stream(other.heaviest(HEAVIEST)).boxed().toList());
    return shared.size() >= SHARED && one.cosine(other) >= ALIKE;
  }

  private static List<Boolean> alike(List<Text> texts, boolean ofOneIssue) {
    List<Boolean> alike = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      for (Text other : texts.subList(i + 1, texts.size())) {
        if (texts.get(i).issue().equals(other.issue()) == ofOneIssue) {
          alike.add(alike(texts.get(i).sketch(), other.sketch()));
        }
      }
    }
    return alike;
  }

  private List<Text> texts(String language) {
    try (InputStream in =
        FingerprinterTest.class.getResourceAsStream("/issues/" + language + ".tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .map(cells -> new Text(cells[0], fingerprinter.of(cells[1], cells[2], null).sketch()))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * What the model was trained and tried on, each about something else.
   *
   * @param title in the place of its own
   */
  private List<Text> authored(String language, @Nullable String title) throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    List<Text> texts = new ArrayList<>();
    for (String file : List.of("authored.jsonl", "authored-heldout.jsonl")) {
      Predicate<JsonNode> wanted = row -> row.get("language").asString().equals(language);
      Files.readAllLines(Path.of("training", file)).stream()
          .map(mapper::readTree)
          .filter(wanted)
          .limit(MOST)
          .forEach(
              row ->
                  texts.add(
                      new Text(
                          row.get("id").asString() + file,
                          fingerprinter
                              .of(
                                  title == null ? row.get("title").stringValue(null) : title,
                                  row.get("text").asString(),
                                  null)
                              .sketch())));
    }
    return texts;
  }

  private static Fingerprinter fingerprinter() {
    try (InputStream yaml = TaxonomyFile.class.getResourceAsStream("/taxonomy.yml")) {
      return new Fingerprinter(ShippedModel.get(), TaxonomyFile.read(yaml, "taxonomy.yml"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
