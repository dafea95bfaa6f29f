package org.opinionloop.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.classifier.ShippedModel;

class NgramsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 222, 2_000, 20_000, 200_000})
  void lookUpFourRunsAndAWordACharacterAtMostHoweverLongTheText(int length) {
    Random random = new Random(length);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) (random.nextBoolean() ? 'a' + random.nextInt(26) : 0x4E00 + i % 20_000));
    }
    AtomicInteger looks = new AtomicInteger();
    Ngrams ngrams =
        new Ngrams(
            22,
            bucket -> {
              looks.incrementAndGet();
              return bucket;
            });
    Scratch scratch = new Scratch();

    ngrams.extract(ShippedModel.get().normaliser(), "", text.toString(), scratch);

    assertThat(looks.get()).isBetween(length, 5 * length);
    // Half of the slots at least are free, so that a place is found in a step or two.
    assertThat(scratch.count).isLessThanOrEqualTo(looks.get());
    assertThat(scratch.load()).isLessThanOrEqualTo(0.5);
  }
}
