package org.opinionloop.classifier.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opinionloop.classifier.model.Normaliser;
import org.opinionloop.contracts.taxonomy.Taxonomy;

/** Finds the topic within a theme by the taxonomy's words; a word in the title counts double. */
public final class TopicWords {

  private record Entry(String theme, String topic, List<String> words) {}

  private final Normaliser normaliser;
  private final List<Entry> entries = new ArrayList<>();

  /** The words of this taxonomy, spelled as the normaliser does. */
  public TopicWords(Taxonomy taxonomy, Normaliser normaliser) {
    this.normaliser = normaliser;
    for (Taxonomy.Theme theme : taxonomy.themes()) {
      for (Taxonomy.Topic topic : theme.topics()) {
        List<String> words =
            topic.words().stream().map(normaliser::normalise).filter(w -> !w.isEmpty()).toList();
        entries.add(new Entry(theme.code(), topic.code(), words));
      }
    }
  }

  /** The topic most of whose words occur; of equals the first one; absent if there is no word. */
  public Optional<String> find(String theme, String title, String text) {
    String head = " " + normaliser.normalise(title) + " ";
    String body = " " + normaliser.normalise(text) + " ";
    int most = 0;
    Optional<String> best = Optional.empty();
    for (Entry entry : entries) {
      if (!entry.theme().equals(theme)) {
        continue;
      }
      int hits = 0;
      for (String word : entry.words()) {
        String sought = word.charAt(0) < 128 ? " " + word : word;
        hits += (head.contains(sought) ? 2 : 0) + (body.contains(sought) ? 1 : 0);
      }
      if (hits > most) {
        most = hits;
        best = Optional.of(entry.topic());
      }
    }
    return best;
  }
}
