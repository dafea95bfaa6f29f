package org.opinionloop.kit.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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
      admin
          .createTopics(
              List.of(names).stream()
                  .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                  .toList())
          .all()
          .get();
    } catch (ExecutionException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
    return new TestTopics(bootstrapServers());
  }
}
