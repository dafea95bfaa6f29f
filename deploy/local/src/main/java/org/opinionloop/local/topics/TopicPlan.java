package org.opinionloop.local.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to do so that a cluster has the topics of a catalogue: create what is missing, and tell of
 * what is otherwise than it should be. Nothing is ever changed or deleted: that is for a person.
 *
 * @param missing to be created
 * @param differences one sentence each
 */
public record TopicPlan(List<TopicCatalogue.Entry> missing, List<String> differences) {

  /** Copies the lists. */
  public TopicPlan {
    missing = List.copyOf(missing);
    differences = List.copyOf(differences);
  }

  /**
   * A topic that is there.
   *
   * @param config its settings in force, broker's defaults included
   */
  public record Existing(int partitions, Map<String, String> config) {}

  /**
   * The plan.
   *
   * @param existing by name; topics that the catalogue does not know are nobody's business here
   */
  public static TopicPlan of(TopicCatalogue catalogue, Map<String, Existing> existing) {
    List<TopicCatalogue.Entry> missing = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    for (TopicCatalogue.Entry entry : catalogue.topics()) {
      Existing found = existing.get(entry.name());
      if (found == null) {
        missing.add(entry);
        continue;
      }
      if (found.partitions() != catalogue.partitions()) {
        differences.add(
            difference(entry, "partitions", found.partitions(), catalogue.partitions()));
      }
      entry
          .config()
          .forEach(
              (key, expected) -> {
                String actual = found.config().get(key);
                if (!Objects.equals(actual, expected)) {
                  differences.add(difference(entry, key, actual, expected));
                }
              });
    }
    return new TopicPlan(missing, differences);
  }

  private static String difference(
      TopicCatalogue.Entry entry, String what, @Nullable Object actual, Object expected) {
    return "topic "
        + entry.name()
        + ": "
        + what
        + " is "
        + actual
        + " (expected: "
        + expected
        + ")";
  }
}
