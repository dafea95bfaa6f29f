package org.opinionloop.reply.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.contact.ContactKey;
import org.opinionloop.contracts.contact.ContactWithdrawn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@link Topics#CONTACT_KEYS} on a thread of its own, all partitions from the beginning, in
 * no group. Once a withdrawal is read, every key of that opinion is destroyed, here and, by a
 * tombstone, on the topic, whether it comes before or behind; reading any of it again, or in
 * several instances, does the same again. Nothing is answered before everything that was there at
 * the start has been read.
 *
 * <p>Meters: {@code contact.keys.destroyed} and {@code contact.keys.unreadable} (records of nobody
 * knows whom; they open and withdraw nothing and are passed over).
 */
final class KafkaContactKeys implements ContactKeys, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaContactKeys.class);
  private static final JsonCodec<ContactWithdrawn> WITHDRAWN = JsonCodec.of(ContactWithdrawn.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration ASKING = Duration.ofSeconds(5);
  private static final String BEAT = "-";

  private final ContactKeyStore store;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final Producer<String, byte[]> producer;
  private final ContactKeySettings settings;
  private final Counter destroyed;
  private final Counter unreadable;
  private final Thread thread = new Thread(this::run, "contact-keys");
  private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
  private final Queue<String> unsent = new ConcurrentLinkedQueue<>();
  private final List<Round> rounds = new ArrayList<>();
  private long lastBeat;
  private boolean away;
  private volatile boolean loaded;
  private volatile boolean closed;
  private volatile @Nullable Consumer<String, byte[]> following;

  KafkaContactKeys(
      ContactKeyStore store,
      Supplier<Consumer<String, byte[]>> consumers,
      Producer<String, byte[]> producer,
      ContactKeySettings settings,
      MeterRegistry meters) {
    this.store = store;
    this.consumers = consumers;
    this.producer = producer;
    this.settings = settings;
    this.destroyed =
        Counter.builder("contact.keys.destroyed")
            .description("Keys of withdrawn contact details that were struck from the topic")
            .register(meters);
    this.unreadable =
        Counter.builder("contact.keys.unreadable")
            .description("Records among the keys of contact details that are none")
            .register(meters);
    this.lastBeat = System.nanoTime() - settings.beat().toNanos();
    thread.setDaemon(true);
  }

  private record Question(
      OpinionId opinion, SealedContact contact, CompletableFuture<Access> answer) {}

  /** Questions that can be answered once everything before these ends has been read. */
  private record Round(List<Question> questions, Map<TopicPartition, Long> ends) {}

  void start() {
    thread.start();
  }

  /** Whether everything that was there at the start has been read. */
  boolean loaded() {
    return loaded;
  }

  @Override
  public CompletableFuture<Access> find(OpinionId opinion, SealedContact contact) {
    if (loaded) {
      var known = store.look(opinion, contact);
      if (known.isPresent()) {
        return CompletableFuture.completedFuture(known.get());
      }
    }
    CompletableFuture<Access> answer = new CompletableFuture<>();
    questions.add(new Question(opinion, contact, answer));
    return answer.orTimeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed = true;
    Consumer<String, byte[]> waiting = following;
    if (waiting != null) {
      waiting.wakeup();
    }
    try {
      thread.join(ASKING.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(1));
  }

  private void run() {
    try (Consumer<String, byte[]> consumer = consumers.get()) {
      following = consumer;
      while (!closed) {
        try {
          follow(consumer);
          away = false;
        } catch (RuntimeException failed) {
          if (closed) {
            break;
          }
          if (!away) {
            LOG.warn("the keys of contacts cannot be read: {}", failed.getClass().getSimpleName());
          }
          away = true;
          pause();
        }
      }
    } finally {
      rounds.forEach(round -> questions.addAll(round.questions()));
      questions.forEach(
          each -> each.answer().completeExceptionally(new CancellationException("stopping")));
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    if (consumer.assignment().isEmpty()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.CONTACT_KEYS, ASKING).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new UnknownTopicOrPartitionException(Topics.CONTACT_KEYS);
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
    if (!loaded && rounds.isEmpty()) {
      rounds.add(new Round(List.of(), ends(consumer)));
    }
    read(consumer);
    ask(consumer);
    rounds.removeIf(round -> isRead(consumer, round.ends()) && answer(round));
    send();
  }

  private void read(Consumer<String, byte[]> consumer) {
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    try {
      records.forEach(this::apply);
    } catch (RuntimeException notKept) { // a full disk: what is applied twice is applied once
      records
          .partitions()
          .forEach(each -> consumer.seek(each, records.records(each).get(0).offset()));
      throw notKept;
    }
  }

  /** Ends are asked for after the questions: whatever was written before them lies before. */
  private void ask(Consumer<String, byte[]> consumer) {
    List<Question> asked = new ArrayList<>();
    for (Question each = questions.poll(); each != null; each = questions.poll()) {
      asked.add(each);
    }
    if (asked.isEmpty()) {
      return;
    }
    try {
      rounds.add(new Round(asked, ends(consumer)));
    } catch (RuntimeException unanswered) {
      questions.addAll(asked);
      throw unanswered;
    }
  }

  private boolean answer(Round round) {
    loaded = true;
    round
        .questions()
        .forEach(
            each ->
                each.answer()
                    .complete(
                        store.look(each.opinion(), each.contact()).orElseGet(Access.Missing::new)));
    return true;
  }

  private void apply(ConsumerRecord<String, byte[]> record) {
    String key = record.key();
    byte[] value = record.value();
    if (key == null || key.equals(BEAT)) {
      return;
    }
    try {
      int slash = key.indexOf('/');
      OpinionId opinion = OpinionId.parse(slash < 0 ? key : key.substring(0, slash));
      if (slash < 0) {
        applyWithdrawal(opinion, value);
      } else {
        applyKey(opinion, key, value);
      }
    } catch (IllegalArgumentException | MalformedEventException foreign) {
      unreadable.increment();
    }
  }

  private void applyWithdrawal(OpinionId opinion, byte @Nullable [] value) {
    if (value == null) {
      return; // It cannot be taken back, and certainly not by a tombstone.
    }
    if (!WITHDRAWN.decode(value).opinionId().equals(opinion)) {
      throw new IllegalArgumentException("ContactWithdrawn: the key is not the opinion id");
    }
    store.withdraw(opinion).forEach(this::destroy);
  }

  private void applyKey(OpinionId opinion, String recordKey, byte @Nullable [] secret) {
    if (secret == null) {
      store.destroy(recordKey);
    } else if (secret.length != ContactKey.BYTES) {
      throw new IllegalArgumentException("ContactKey: of another length");
    } else if (store.isWithdrawn(opinion)) {
      destroy(recordKey);
    } else {
      store.put(recordKey, secret);
    }
  }

  private void destroy(String recordKey) {
    store.destroy(recordKey);
    unsent.add(recordKey);
  }

  private void send() {
    for (String key = unsent.poll(); key != null; key = unsent.poll()) {
      strike(key);
    }
    if (System.nanoTime() - lastBeat >= settings.beat().toNanos()) {
      lastBeat = System.nanoTime();
      producer
          .partitionsFor(Topics.CONTACT_KEYS)
          .forEach(
              each -> {
                var unused =
                    producer.send(new ProducerRecord<>(each.topic(), each.partition(), BEAT, null));
              });
    }
  }

  private void strike(String recordKey) {
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(Topics.CONTACT_KEYS, recordKey, null),
              (metadata, failure) -> {
                if (failure == null) {
                  destroyed.increment();
                } else {
                  unsent.add(recordKey);
                }
              });
    } catch (RuntimeException notTaken) {
      unsent.add(recordKey);
      throw notTaken;
    }
  }

  private static Map<TopicPartition, Long> ends(Consumer<String, byte[]> consumer) {
    return new HashMap<>(consumer.endOffsets(consumer.assignment(), ASKING));
  }

  private static boolean isRead(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), ASKING) >= end.getValue());
  }

  private static void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }
}
