package org.opinionloop.local.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a {@link TopicPlan} on a cluster. The replication factor is the cluster's own
 * default.
 */
public final class TopicProvisioner {

  private final Admin admin;

  /** Works through this client, which stays the caller's to close. */
  public TopicProvisioner(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates what is missing.
   *
   * @return what was done, and what differs
   */
  public TopicPlan provision(TopicCatalogue catalogue)
      throws ExecutionException, InterruptedException {
    TopicPlan plan = TopicPlan.of(catalogue, existing(catalogue));
    List<NewTopic> topics =
        plan.missing().stream()
            .map(
                entry ->
                    new NewTopic(
                            entry.name(), Optional.of(catalogue.partitions()), Optional.empty())
                        .configs(entry.config()))
            .toList();
    admin.createTopics(topics).all().get();
    List<String> differences = new ArrayList<>(plan.differences());
    OffsetRetention.difference(offsetRetention()).ifPresent(differences::add);
    return new TopicPlan(plan.missing(), differences);
  }

  /** As the broker says that forgets first; null if we may not ask. */
  private @Nullable String offsetRetention() throws ExecutionException, InterruptedException {
    List<ConfigResource> brokers =
        admin.describeCluster().nodes().get().stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    try {
      return admin.describeConfigs(brokers).all().get().values().stream()
          .map(config -> settings(config).get(OffsetRetention.SETTING))
          .filter(Objects::nonNull)
          .min(Comparator.comparing(Long::valueOf))
          .orElse(null);
    } catch (ExecutionException refused) {
      if (refused.getCause() instanceof AuthorizationException) {
        return null;
      }
      throw refused;
    }
  }

  private Map<String, TopicPlan.Existing> existing(TopicCatalogue catalogue)
      throws ExecutionException, InterruptedException {
    Set<String> names = admin.listTopics().names().get();
    List<String> known =
        catalogue.topics().stream()
            .map(TopicCatalogue.Entry::name)
            .filter(names::contains)
            .toList();
    Map<ConfigResource, Config> configs = configs(known);
    Map<String, TopicPlan.Existing> existing = new HashMap<>();
    admin
        .describeTopics(known)
        .allTopicNames()
        .get()
        .forEach(
            (name, description) ->
                existing.put(
                    name,
                    new TopicPlan.Existing(
                        description.partitions().size(), settings(configs.get(topic(name))))));
    return existing;
  }

  private Map<ConfigResource, Config> configs(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    return admin.describeConfigs(topics.stream().map(TopicProvisioner::topic).toList()).all().get();
  }

  private static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  private static Map<String, String> settings(@Nullable Config config) {
    return config == null
        ? Map.of()
        : config.entries().stream()
            .filter(entry -> entry.value() != null)
            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }
}
