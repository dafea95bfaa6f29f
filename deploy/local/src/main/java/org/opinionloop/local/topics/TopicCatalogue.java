package org.opinionloop.local.topics;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The content of {@code topics.yaml}: every topic there is, with what the cluster must know of it.
 *
 * @param partitions of each topic
 */
public record TopicCatalogue(int partitions, List<Entry> topics) {

  /** Copies the list. */
  public TopicCatalogue {
    topics = List.copyOf(topics);
  }

  /**
   * One topic.
   *
   * @param event the record of {@code contracts} in it; absent for dead letters
   * @param owner the service that answers for it
   * @param retention {@code forever}, or an ISO 8601 duration
   * @param deadLetters where its unreadable records go; absent for dead letters
   * @param settings further ones of the topic, in Kafka's words
   */
  public record Entry(
      String name,
      @Nullable String event,
      String owner,
      Cleanup cleanup,
      String retention,
      @Nullable String deadLetters,
      @Nullable Map<String, String> settings) {

    /** The topic's own settings, in Kafka's words. */
    public Map<String, String> config() {
      Map<String, String> config = new TreeMap<>();
      config.put("cleanup.policy", cleanup.name());
      if (cleanup == Cleanup.delete) {
        config.put(
            "retention.ms",
            retention.equals("forever")
                ? "-1"
                : Long.toString(Duration.parse(retention).toMillis()));
      }
      if (settings != null) {
        config.putAll(settings);
      }
      return config;
    }
  }

  /** Kafka's clean-up policies, as they are written in its settings. */
  public enum Cleanup {
    delete,
    compact
  }

  /** The catalogue that is shipped. */
  public static TopicCatalogue shipped() {
    InputStream yaml = TopicCatalogue.class.getResourceAsStream("/topics.yaml");
    if (yaml == null) {
      throw new IllegalStateException("topics.yaml is not on the class path");
    }
    return new YAMLMapper().readValue(yaml, TopicCatalogue.class);
  }
}
