package org.opinionloop.kit.testing;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.opinionloop.contracts.Topics;

/**
 * A real Kafka broker for tests. A JVM has one of each kind, started when it is first asked for and
 * gone with the JVM; every suite names the topics that it wants and finds them empty.
 */
public abstract class TestBroker {

  /** As many as the topics of the loop have. */
  public static final int PARTITIONS = 6;

  /** What both kinds are told. */
  static final Map<String, String> SETTINGS =
      Map.of(
          // History is old: the broker must not tidy it away while a test looks.
          "log.retention.ms", "-1",
          // Services create no topics.
          "auto.create.topics.enable", "false",
          "group.initial.rebalance.delay.ms", "0",
          // As few as the local run has: fifty are made when the first transaction comes.
          "offsets.topic.num.partitions", "4",
          "transaction.state.log.num.partitions", "4",
          "offsets.topic.replication.factor", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1");

  /** The broker in this JVM. */
  public static TestBroker embedded() {
    return EmbeddedTestBroker.SHARED;
  }

  /** The broker in a container, of the version of the clients; fails where there is no Docker. */
  public static TestBroker container() {
    return ContainerTestBroker.SHARED;
  }

  public abstract String bootstrapServers();

  /** Takes it away, with its clients connected, until it is started again. */
  public abstract void stop();

  /** Brings it back under the same address, with what it knew. */
  public abstract void start();

  /** All topics of the loop, with their dead letters, and nothing else. */
  public final TestTopics loop() {
    return topics(
        Stream.concat(
                Topics.ALL.stream().flatMap(each -> Stream.of(each, Topics.deadLetters(each))),
                Stream.of(Topics.CONTACT_KEYS, Topics.DEAD_LETTERS_REPLAYED))
            .toArray(String[]::new));
  }

  /** These topics and nothing else: whatever was on the broker is gone. */
  public final TestTopics topics(String... names) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.deleteTopics(admin.listTopics().names().get()).all().get();
      CreateTopicsResult created =
          admin.createTopics(
              List.of(names).stream()
                  .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                  .toList());
      created.all().get();
      await()
          .atMost(TestTopics.PATIENCE)
          .ignoreExceptions()
          .until(() -> areAllKnown(admin, created, Set.of(names)));
    } catch (ExecutionException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
    return new TestTopics(bootstrapServers());
  }

  /** The controller has made them; the broker hears of it, and of those that are gone, later. */
  private static boolean areAllKnown(Admin admin, CreateTopicsResult created, Set<String> names)
      throws ExecutionException, InterruptedException {
    if (!admin.listTopics().names().get().equals(names)) {
      return false;
    }
    for (TopicDescription each : admin.describeTopics(names).allTopicNames().get().values()) {
      if (!each.topicId().equals(created.topicId(each.name()).get())) {
        return false;
      }
    }
    return true;
  }
}
