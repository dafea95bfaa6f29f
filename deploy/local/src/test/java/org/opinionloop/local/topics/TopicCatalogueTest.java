package org.opinionloop.local.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.Topics;

class TopicCatalogueTest {

  /** What is in these is also elsewhere: the letter in its topic, its waiting in a state store. */
  private static final Set<String> IN_TRANSIT = Set.of(Topics.LETTERS_DEFERRED, Topics.LETTERS_DUE);

  private final TopicCatalogue catalogue = TopicCatalogue.shipped();

  @Test
  void hasExactlyTheTopicsOfTheContractsEachWithItsDeadLettersAndTwoThatAreNotEvents() {
    assertThat(catalogue.topics())
        .extracting(TopicCatalogue.Entry::name)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Topics.ALL.stream()
                        .flatMap(topic -> Stream.of(topic, Topics.deadLetters(topic))),
                    Stream.of(Topics.CONTACT_KEYS, Topics.DEAD_LETTERS_REPLAYED))
                .toList());
    assertThat(catalogue.partitions()).isEqualTo(6);
  }

  @Test
  void pairsEveryTopicWithItsDeadLettersAndTheSameOwner() {
    for (String topic : Topics.ALL) {
      TopicCatalogue.Entry entry = named(topic);

      assertThat(entry.deadLetters()).isEqualTo(Topics.deadLetters(topic));
      assertThat(named(Topics.deadLetters(topic)).owner()).isEqualTo(entry.owner());
      assertThat(named(Topics.deadLetters(topic)).deadLetters()).isNull();
    }
  }

  @Test
  void keepsTheTopicsOfRecordForeverAndCompactsOnlyWhatCanBeRebuilt() {
    for (String topic : Topics.ALL) {
      if (topic.startsWith("feedback-loop.")) {
        assertThat(named(topic).config()).containsExactly(entry("cleanup.policy", "compact"));
      } else if (IN_TRANSIT.contains(topic)) {
        assertThat(Long.parseLong(named(topic).config().get("retention.ms")))
            .isGreaterThan(Duration.ofDays(7).toMillis());
      } else {
        assertThat(named(topic).config())
            .containsOnly(entry("cleanup.policy", "delete"), entry("retention.ms", "-1"));
      }
    }
  }

  @Test
  void letsDestroyedKeysOfContactsGoFromTheDiskWithinTheDay() {
    assertThat(named(Topics.CONTACT_KEYS).config())
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("segment.ms", "21600000")
        .containsEntry("max.compaction.lag.ms", "21600000");
  }

  @Test
  void namesTheRecordOfTheContractsThatEachTopicHolds() throws ClassNotFoundException {
    for (String topic : List.copyOf(Topics.ALL)) {
      assertThat(Class.forName("org.opinionloop.contracts." + named(topic).event())).isRecord();
    }
  }

  private TopicCatalogue.Entry named(String name) {
    return catalogue.topics().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
