package org.opinionloop.classifier.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opinionloop.classifier.model.Normaliser;
import org.opinionloop.contracts.taxonomy.Taxonomy;

/** Finds the topic within a theme by the taxonomy's words; a word in the title counts double. */
public final class TopicWords {

  /**
   * A topic that was found.
   *
   * @param words of the taxonomy that occur, in its order
   */
  public record Found(String topic, List<String> words) {
    /** Copies the list. */
    public Found {
      words = List.copyOf(words);
    }
  }

  /** A word as the taxonomy has it, and as the normaliser spells it. */
  private record Word(String spelled, String normal) {}

  private record Entry(String theme, String topic, List<Word> words) {}

  private final Normaliser normaliser;
  private final List<Entry> entries = new ArrayList<>();

  /** The words of this taxonomy, spelled as the normaliser does. */
  public TopicWords(Taxonomy taxonomy, Normaliser normaliser) {
    this.normaliser = normaliser;
    for (Taxonomy.Theme theme : taxonomy.themes()) {
      for (Taxonomy.Topic topic : theme.topics()) {
        List<Word> words =
            topic.words().stream()
                .map(word -> new Word(word, normaliser.normalise(word)))
                .filter(word -> !word.normal().isEmpty())
                .toList();
        entries.add(new Entry(theme.code(), topic.code(), words));
      }
    }
  }

  /** The topic most of whose words occur; of equals the first one; absent if there is no word. */
  public Optional<Found> find(String theme, String title, String text) {
    String head = " " + normaliser.normalise(title) + " ";
    String body = " " + normaliser.normalise(text) + " ";
    int most = 0;
    Optional<Found> best = Optional.empty();
    for (Entry entry : entries) {
      if (!entry.theme().equals(theme)) {
        continue;
      }
      int hits = 0;
      List<String> words = new ArrayList<>();
      for (Word word : entry.words()) {
        String sought = word.normal().charAt(0) < 128 ? " " + word.normal() : word.normal();
        int found = (head.contains(sought) ? 2 : 0) + (body.contains(sought) ? 1 : 0);
        hits += found;
        if (found > 0) {
          words.add(word.spelled());
        }
      }
      if (hits > most) {
        most = hits;
        best = Optional.of(new Found(entry.topic(), words));
      }
    }
    return best;
  }
}
