package org.opinionloop.reply.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.contact.ContactKey;
import org.opinionloop.contracts.contact.ContactWithdrawn;
import org.opinionloop.reply.ReplyFixtures;
import org.opinionloop.reply.delivery.ContactKeys.Access;

class KafkaContactKeysTest {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.CONTACT_KEYS, 0);
  private static final OpinionId OPINION = ReplyFixtures.opinion(1);
  private static final SealedContact OLDER = new SealedContact("k", "sealed", null);

  @TempDir private Path directory;
  private final ContactKey key = ContactKey.random(OPINION, new SecureRandom());
  private final SealedContact sealed = new SealedContact("k", "sealed", key.name());
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private MockProducer<String, byte[]> producer;
  private ContactKeyStore store;
  private KafkaContactKeys keys;
  private long end;
  private long written;

  @BeforeEach
  void start() {
    Node node = new Node(0, "127.0.0.1", 1);
    PartitionInfo info =
        new PartitionInfo(PARTITION.topic(), 0, node, new Node[] {node}, new Node[] {node});
    consumer.updatePartitions(PARTITION.topic(), List.of(info));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    end(0);
    producer =
        new MockProducer<>(
            new Cluster("c", List.of(node), List.of(info), Set.of(), Set.of()),
            false,
            null,
            new StringSerializer(),
            new ByteArraySerializer());
    store = ContactKeyStore.in(directory.resolve("keys"));
    keys =
        new KafkaContactKeys(
            store,
            () -> consumer,
            producer,
            new ContactKeySettings(Duration.ofHours(3), Duration.ofSeconds(30)),
            meters);
  }

  @AfterEach
  void stop() {
    keys.close();
    store.close();
  }

  @Test
  void findsAKeyThatWasThereBeforeItStarted() {
    end(1);
    keys.start();
    awaitAssigned();
    CompletableFuture<Access> found = keys.find(OPINION, sealed);
    assertThat(keys.loaded()).isFalse();

    record(key.recordKey(), key.secret());

    assertThat(ownKey(found)).isEqualTo(key.secret());
    assertThat(keys.loaded()).isTrue();
  }

  @Test
  void waitsForAKeyThatIsOnTheTopicButNotReadYet() {
    startLoaded();
    end(1);
    CompletableFuture<Access> found = keys.find(OPINION, sealed);

    record(key.recordKey(), key.secret());

    assertThat(ownKey(found)).isEqualTo(key.secret());
  }

  @Test
  void knowsThatAKeyIsMissingWhenAllThatWasWrittenBeforeHasBeenRead() {
    startLoaded();

    assertThat(answer(keys.find(OPINION, sealed))).isEqualTo(new Access.Missing());
  }

  @Test
  void needsNoKeyForTheOlderFormat() {
    startLoaded();

    assertThat(answer(keys.find(OPINION, OLDER))).isEqualTo(new Access.Granted(null));
  }

  @Test
  void destroysTheKeysOfAWithdrawnContactThatCameBeforeAndThoseThatComeBehind() {
    ContactKey later = ContactKey.random(OPINION, new SecureRandom());
    ContactKey others = ContactKey.random(ReplyFixtures.opinion(2), new SecureRandom());
    startLoaded();
    record(key.recordKey(), key.secret());
    record(others.recordKey(), others.secret());
    withdraw(OPINION);
    record(later.recordKey(), later.secret());

    await()
        .untilAsserted(
            () -> assertThat(struck()).containsExactly(key.recordKey(), later.recordKey()));
    for (SealedContact contact :
        List.of(sealed, OLDER, new SealedContact("k", "sealed", later.name()))) {
      assertThat(answer(keys.find(OPINION, contact))).isEqualTo(new Access.Withdrawn());
    }
    assertThat(
            answer(
                keys.find(
                    ReplyFixtures.opinion(2), new SealedContact("k", "sealed", others.name()))))
        .isInstanceOf(Access.Granted.class);
  }

  @Test
  void strikesAgainWhatTheBrokerHasNotTaken() {
    startLoaded();
    record(key.recordKey(), key.secret());
    withdraw(OPINION);
    await().until(() -> struck().size() == 1);

    // The record that says nothing, sent to the partition at the start, is the first.
    producer.completeNext();
    producer.errorNext(new TimeoutException());

    await().until(() -> struck().size() == 2);
    assertThat(struck()).containsOnly(key.recordKey());
    producer.completeNext();
    assertThat(meters.get("contact.keys.destroyed").counter().count()).isEqualTo(1);
  }

  @Test
  void passesOverWhatIsNoKeyAndCountsIt() {
    startLoaded();
    record("somebody", "nothing".getBytes(UTF_8));
    record(OPINION.value(), "no JSON".getBytes(UTF_8));
    record(OPINION + "/short", new byte[3]);
    record(ReplyFixtures.opinion(2).value(), withdrawal(OPINION));
    record(OPINION.value(), null);
    record(key.recordKey(), key.secret());

    await().untilAsserted(() -> assertThat(ownKey(keys.find(OPINION, sealed))).isNotNull());
    assertThat(meters.get("contact.keys.unreadable").counter().count()).isEqualTo(4);
    assertThat(struck()).isEmpty();
  }

  private void startLoaded() {
    keys.start();
    await().until(keys::loaded);
  }

  private void awaitAssigned() {
    await().until(() -> !consumer.assignment().isEmpty());
  }

  private void record(String recordKey, byte[] value) {
    consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, nextOffset(), recordKey, value));
  }

  /** The offset of the next record; the topic ends behind it. */
  private long nextOffset() {
    long offset = written++;
    if (written > end) {
      end(written);
    }
    return offset;
  }

  private void end(long offset) {
    end = offset;
    consumer.updateEndOffsets(Map.of(PARTITION, offset));
  }

  private void withdraw(OpinionId opinion) {
    record(opinion.value(), withdrawal(opinion));
  }

  private static byte[] withdrawal(OpinionId opinion) {
    return JsonCodec.of(ContactWithdrawn.class)
        .encode(new ContactWithdrawn(opinion, "person", ReplyFixtures.RECEIVED));
  }

  /** The keys of the tombstones sent, in order. */
  private List<String> struck() {
    return producer.history().stream()
        .filter(record -> record.value() == null && !record.key().equals("-"))
        .map(ProducerRecord::key)
        .toList();
  }

  private static byte[] ownKey(CompletableFuture<Access> found) {
    return answer(found) instanceof Access.Granted granted ? granted.ownKey() : null;
  }

  private static Access answer(CompletableFuture<Access> found) {
    return found.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
