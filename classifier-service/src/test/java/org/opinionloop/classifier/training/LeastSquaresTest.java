package org.opinionloop.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opinionloop.classifier.model.BucketCounts;

class LeastSquaresTest {

  private static final int COMMON = 5;
  private static final int RED = 7;
  private static final int BLUE = 9;

  @Test
  void measuresWhatTellsLabelsApartAboveWhatEveryTextHas() {
    Corpus corpus = corpus();

    float[] telling = Telling.of(corpus, samples(1, 0), 2);

    assertThat(telling[place(corpus, RED)]).isGreaterThan(telling[place(corpus, COMMON)]);
    assertThat(telling[place(corpus, RED)]).isCloseTo(telling[place(corpus, BLUE)], within(1e-5f));
    double square = 0;
    for (int text = 0; text < corpus.texts(); text++) {
      square += Telling.square(corpus, text, telling);
    }
    assertThat(square / corpus.texts()).isCloseTo(1, within(1e-4));
  }

  @Test
  void comesAsNearToTheTargetsAsThePenaltyLets() {
    Corpus corpus = corpus();

    LeastSquares machine = LeastSquares.fit(corpus, samples(0.9f, 0.2f), 2, 1_000);

    // A target of probability p is a margin of 2p - 1.
    assertThat(machine.margins(0)[0]).isCloseTo(0.8, within(0.05));
    assertThat(machine.margins(0)[1]).isCloseTo(-0.8, within(0.05));
    assertThat(machine.margins(1)[0]).isCloseTo(-0.6, within(0.05));
    assertThat(machine.margins(1)[1]).isCloseTo(0.6, within(0.05));
  }

  @Test
  void textsThatAreNotCountedChangeNeitherTheFeaturesNorTheirRarity() {
    List<BucketCounts> texts = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      texts.add(new BucketCounts(new int[] {COMMON, n % 2 == 0 ? RED : BLUE}, new int[] {1, 1}));
    }
    Corpus counted = Corpus.of(texts, 40, 8, 1);
    for (int n = 0; n < 100; n++) {
      texts.add(new BucketCounts(new int[] {RED, 77}, new int[] {1, 1}));
    }

    Corpus withMore = Corpus.of(texts, 40, 8, 1);

    assertThat(withMore.texts()).isEqualTo(140);
    assertThat(withMore.features()).isEqualTo(counted.features());
    for (int f = 0; f < counted.features(); f++) {
      assertThat(withMore.rarity(f)).isEqualTo(counted.rarity(f));
    }
  }

  /** Texts in turn red and blue. */
  private static Corpus corpus() {
    List<BucketCounts> texts = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      texts.add(new BucketCounts(new int[] {COMMON, n % 2 == 0 ? RED : BLUE}, new int[] {1, 1}));
    }
    return Corpus.of(texts, texts.size(), 8, 1);
  }

  private static List<LeastSquares.Sample> samples(float red, float blue) {
    List<LeastSquares.Sample> samples = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      float first = n % 2 == 0 ? red : blue;
      samples.add(new LeastSquares.Sample(n, new float[] {first, 1 - first}, 1));
    }
    return samples;
  }

  private static int place(Corpus corpus, int bucket) {
    int feature = 0;
    while (corpus.bucket(feature) != bucket) {
      feature++;
    }
    return feature;
  }
}
