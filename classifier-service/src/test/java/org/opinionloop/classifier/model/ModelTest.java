package org.opinionloop.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.classifier.ShippedModel;

class ModelTest {

  private final Model model = ShippedModel.get();

  @ParameterizedTest
  @CsvSource({
    "公交車司機態度惡劣,公交车司机态度恶劣",
    "ＡＢＣ小区１２号楼,abc小区3号楼",
    "停水了！！！,停水了",
    "路灯\u200b不亮,路灯不亮",
  })
  void readsDifferentSpellingsAlike(String one, String other) {
    assertThat(model.probabilities(null, one)).isEqualTo(model.probabilities(null, other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a", "灯", "\uD800", "😀😀", "\0\0", "9", "……"})
  void hasAnAnswerForTheSmallestTexts(String text) {
    assertProbabilities(model.probabilities("", text));
    assertThat(model.judge("", text).predictions())
        .extracting(Prediction::axis)
        .containsExactly("theme", "field", "kind");
  }

  @Test
  void hasAnAnswerForAnyText() {
    Random random = new Random(11);
    for (int n = 0; n < 200; n++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(2000); i > 0; i--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 1 << 16 : 0x4E00));
      }

      assertProbabilities(
          model.probabilities(text.substring(0, text.length() / 9), text.toString()));
      for (Prediction prediction : model.judge("", text.toString()).predictions()) {
        assertThat(prediction.confidence()).isBetween(0.0, 1.0);
        assertThat(prediction.reasons())
            .hasSizeLessThanOrEqualTo(3)
            .allSatisfy(span -> assertThat(text.toString()).contains(span));
      }
    }
  }

  @Test
  void hasAnAnswerForATitleThatIsTheWholeText() {
    Random random = new Random(14);
    for (int length = 1; length < 20_000; length = length * 3 / 2 + 1) {
      StringBuilder title = new StringBuilder();
      for (int i = 0; i < length; i++) {
        title.append(i % 2 == 0 ? (char) ('a' + random.nextInt(26)) : (char) (0x4E00 + i));
      }

      assertProbabilities(model.probabilities(title.toString(), ""));
    }
  }

  @Test
  void takesALineBreakForABlank() {
    assertThat(model.probabilities(null, "路灯\r\n\r\n不亮"))
        .isEqualTo(model.probabilities(null, "路灯 不亮"));
  }

  @Test
  void readsALongTextInFullAndIsNotSwayedByRepetition() {
    double[] often = model.probabilities("", "公交车晚点，".repeat(3_400));

    assertThat(often).isEqualTo(model.probabilities("", "公交车晚点，".repeat(50)));
    assertThat(model.probabilities("", "公交车晚点，".repeat(3_400) + "路灯不亮")).isNotEqualTo(often);
  }

  @Test
  void repeatsItselfWhateverItReadBefore() {
    Random random = new Random(13);
    String text = "17路公交车总是晚点，司机态度还差";
    Verdict first = model.judge("公交", text);
    for (int n = 0; n < 50; n++) {
      model.judge("路灯", "不亮了，".repeat(random.nextInt(n == 25 ? 20_000 : 300)));

      assertThat(model.judge("公交", text)).isEqualTo(first);
    }
  }

  @Test
  void givesReasonsThatDoNotRepeatThemselves() {
    String text = "公交司机甩站，公交司机骂人，公交司机甩站，公交司机拒载，公交司机甩站。";

    assertThat(model.judge("", text).predictions())
        .allSatisfy(
            prediction -> assertThat(prediction.reasons()).isNotEmpty().doesNotHaveDuplicates());
  }

  @Test
  void quotesNoNumberAsAReason() {
    Verdict verdict = model.judge("", "公交车13900000000晚点，电话0000-8800-1101，公交车司机甩站");

    assertThat(verdict.on("field").reasons())
        .isNotEmpty()
        .allSatisfy(span -> assertThat(span).doesNotContainPattern("\\d"));
  }

  @Test
  void sendsWhatItKnowsNothingOfToAPerson() {
    assertThat(model.judge("", "龘靐齉爩").needsReview()).isTrue();
  }

  private static void assertProbabilities(double[] probabilities) {
    double sum = 0;
    for (double probability : probabilities) {
      assertThat(probability).isBetween(0.0, 1.0);
      sum += probability;
    }
    assertThat(sum).isCloseTo(3, within(1e-9));
  }
}
