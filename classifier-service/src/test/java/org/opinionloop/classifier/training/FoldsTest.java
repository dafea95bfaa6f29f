package org.opinionloop.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opinionloop.classifier.ShippedModel;
import org.opinionloop.classifier.model.Normaliser;

class FoldsTest {

  private final Normaliser normaliser = ShippedModel.get().normaliser();

  @Test
  void keepRowsOfTheSameWordsTogetherWhateverTheirIds() {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(12);
    for (int n = 0; n < 100; n++) {
      String text = List.of("17路公交车甩站！", "１８路公交車甩站", "３路公交车甩站").get(random.nextInt(3));
      rows.add(new Row("here", Map.of("id", "o-" + random.nextInt(), "text", text)));
    }
    rows.add(new Row("here", Map.of("text", "20路公交车甩站")));

    assertThat(Arrays.stream(folds(rows)).distinct()).hasSize(1);
  }

  @Test
  void joinTheGroupThatIsNamedForTheSameWordsEvenAfterThem() {
    List<Row> rows = new ArrayList<>();
    for (int n = 0; n < 50; n++) {
      rows.add(new Row("here", Map.of("id", "o-" + n, "title", "路灯", "text", "第" + n + "天不亮")));
    }
    rows.add(
        new Row("here", Map.of("id", "x", "dup_group", "g-7", "title", "路灯", "text", "第9天不亮")));

    assertThat(folds(rows)).containsOnly(Math.floorMod("g-7".hashCode(), Folds.COUNT));
  }

  @Test
  void divideByTheGroupThatTheFileNamesAndElseById() {
    List<Row> rows = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      rows.add(new Row("here", Map.of("id", "a-" + n, "text", Character.toString('가' + n))));
      rows.add(new Row("here", Map.of("id", "b-" + n, "dup_group", "g" + n, "text", "同样的话")));
    }

    int[] folds = folds(rows);

    for (int n = 0; n < 100; n++) {
      assertThat(folds[2 * n]).isEqualTo(Math.floorMod(("a-" + n).hashCode(), Folds.COUNT));
      assertThat(folds[2 * n + 1]).isEqualTo(Math.floorMod(("g" + n).hashCode(), Folds.COUNT));
    }
    assertThat(Arrays.stream(folds).distinct()).hasSize(Folds.COUNT);
  }

  @Test
  void areNoneForWordsWithoutATextAndForMoreRows() {
    List<Row> rows =
        List.of(
            new Row("here", Map.of("id", "1", "tokens", "路灯 不亮")),
            new Row("here", Map.of("id", "2", "text", "路灯")));

    assertThat(Folds.of(rows, 1, normaliser)).containsExactly(Folds.NONE, Folds.NONE);
  }

  /** Or the figures of the model that ships would not be those that the recipe gives. */
  @Test
  void areThoseOfTheIdsForTheAuthoredRows() throws IOException {
    List<Row> rows = RowFile.read(Path.of("training", "authored.jsonl"));

    assertThat(folds(rows))
        .containsExactly(
            rows.stream()
                .mapToInt(row -> Math.floorMod(row.get("id").hashCode(), Folds.COUNT))
                .toArray());
  }

  private int[] folds(List<Row> rows) {
    return Folds.of(rows, rows.size(), normaliser);
  }
}
