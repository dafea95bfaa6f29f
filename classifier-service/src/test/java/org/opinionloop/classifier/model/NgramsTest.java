package org.opinionloop.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

  @Test
  void areAllRunsBetweenBreaksAndAllLatinWordsEachAsOftenAsItOccurs() {
    Random random = new Random(3);
    for (int n = 0; n < 200; n++) {
      String title = random.nextBoolean() ? "" : text(random);
      String text = text(random);
      Map<String, Integer> expected = new HashMap<>();
      runs(title)
          .forEach(
              run ->
                  expected.merge(run.startsWith("word ") ? run : "title " + run, 1, Integer::sum));
      runs(title + " " + text).forEach(run -> expected.merge(run, 1, Integer::sum));

      BucketCounts found = new Vectoriser(ShippedModel.get().normaliser(), 30).count(title, text);

      assertThat(IntStream.of(found.counts()).boxed().sorted())
          .containsExactlyElementsOf(expected.values().stream().sorted().toList());
    }
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(1, 60), 0, 12)
        .mapToObj("路灯不亮公交 ab。，c"::charAt)
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  private static Stream<String> runs(String text) {
    return Stream.of(text.split("[ 。，]+")).flatMap(NgramsTest::runsOfOne);
  }

  private static Stream<String> runsOfOne(String clause) {
    Stream<String> words =
        Stream.of(clause.split("[^a-z]+")).filter(word -> !word.isEmpty()).map(w -> "word " + w);
    Stream<String> runs =
        IntStream.range(0, clause.length())
            .boxed()
            .flatMap(
                from ->
                    IntStream.rangeClosed(from + 1, Math.min(from + 4, clause.length()))
                        .mapToObj(to -> clause.substring(from, to)));
    return Stream.concat(words, runs);
  }
}
