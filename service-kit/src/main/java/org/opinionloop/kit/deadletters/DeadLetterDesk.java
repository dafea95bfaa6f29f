package org.opinionloop.kit.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.deadletters.DeadLetterTopics.Found;
import org.opinionloop.kit.deadletters.FiledLetter.Origin;
import org.opinionloop.kit.deadletters.FiledLetter.State;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterMeter;

/**
 * Lists dead letters and has them read again. A replay writes the record to its topic and partition
 * as it was, and into {@code dead-letters.replayed} that it did, in one transaction. Whoever is
 * about to replay takes over the service's one transactional id first, which ends whatever another
 * instance had begun, and only then reads what has been replayed: so a letter is replayed once,
 * however many ask for it and whenever one of them dies. Blocks; not for an event loop.
 */
final class DeadLetterDesk implements AutoCloseable {

  private static final int PER_TRANSACTION = 500;
  private static final int BYTES_PER_TRANSACTION = 8 << 20;
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Map<String, Object> kafka;
  private final String transactionalId;
  private final DeadLetterTopics topics;
  private final DeadLetterMeter meter;
  private final Clock clock;
  private final Admin admin;

  DeadLetterDesk(
      Map<String, Object> kafka,
      String service,
      DeadLetterTopics topics,
      DeadLetterMeter meter,
      Clock clock) {
    this.kafka = Map.copyOf(kafka);
    this.transactionalId = "dead-letters-" + service;
    this.topics = topics;
    this.meter = meter;
    this.clock = clock;
    this.admin = Admin.create(kafka);
  }

  /**
   * A page of dead letters.
   *
   * @param next where the next page begins, if there is one
   */
  record Page(List<FiledLetter> deadLetters, @Nullable Position next) {}

  /** What became of those that were meant; they add up to all of them. */
  record Outcome(int replayed, int alreadyReplayed, int parked, int tooLarge) {

    int total() {
      return replayed + alreadyReplayed + parked + tooLarge;
    }
  }

  Page list(Selection selection, int limit) {
    List<FiledLetter> letters = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      topics.visit(
          consumer,
          selection,
          new Ledger(admin).read(consumer),
          found -> {
            letters.add(found.letter());
            return letters.size() <= limit;
          });
    }
    return letters.size() <= limit
        ? new Page(letters, null)
        : new Page(letters.subList(0, limit), letters.get(limit).id());
  }

  /**
   * Replays what is meant and waiting, and what is parked if the selection says so. If Kafka goes
   * away meanwhile, it ends in a {@link KafkaException} within half a minute or so.
   */
  synchronized Outcome replay(Selection selection, String by) {
    Producer<byte[], byte[]> producer = producer();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      producer.initTransactions();
      Map<State, Integer> counts = new HashMap<>();
      List<Found> batch = new ArrayList<>();
      topics.visit(
          consumer,
          selection,
          new Ledger(admin).read(consumer),
          found -> {
            State state = found.letter().state();
            boolean goes = state == State.WAITING || (state == State.PARKED && selection.parked());
            counts.merge(goes ? State.WAITING : state, 1, Integer::sum);
            if (goes) {
              batch.add(found);
            }
            if (batch.size() == PER_TRANSACTION || bytes(batch) > BYTES_PER_TRANSACTION) {
              send(producer, batch, by);
            }
            return true;
          });
      send(producer, batch, by);
      return new Outcome(
          counts.getOrDefault(State.WAITING, 0),
          counts.getOrDefault(State.REPLAYED, 0),
          counts.getOrDefault(State.PARKED, 0),
          counts.getOrDefault(State.TOO_LARGE, 0));
    } finally {
      // Left to itself it would stay until it can end what it has begun; the next replay does.
      producer.close(FAREWELL);
    }
  }

  private static long bytes(List<Found> batch) {
    return batch.stream().mapToLong(found -> found.record().serializedValueSize()).sum();
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private void send(Producer<byte[], byte[]> producer, List<Found> batch, String by) {
    if (batch.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    List<Future<RecordMetadata>> written = new ArrayList<>();
    batch.forEach(found -> written.add(producer.send(original(found))));
    producer.flush();
    for (int i = 0; i < batch.size(); i++) {
      // What becomes of them the commit says for all.
      var unusedEntry = producer.send(entry(batch.get(i).letter(), by, origin(written.get(i))));
    }
    producer.commitTransaction();
    batch.forEach(
        found ->
            meter.countReplay(
                found.letter().origin().topic(),
                found.letter().consumer(),
                found.letter().reason()));
    batch.clear();
  }

  /** The record as it was, but for the headers that made a dead letter of it. */
  private static ProducerRecord<byte[], byte[]> original(Found found) {
    FiledLetter letter = found.letter();
    RecordHeaders headers = new RecordHeaders();
    for (Header header : found.record().headers()) {
      if (!header.key().startsWith("dlt-")) {
        headers.add(header);
      }
    }
    headers.add(DeadLetter.REPLAYS, Integer.toString(letter.replays() + 1).getBytes(UTF_8));
    int partition = letter.origin().partition();
    long timestamp = found.record().timestamp();
    return new ProducerRecord<>(
        letter.origin().topic(),
        partition < 0 ? null : partition,
        timestamp < 0 ? null : timestamp, // whoever wrote the letter gave it none
        found.record().key(),
        found.record().value(),
        headers);
  }

  private ProducerRecord<byte[], byte[]> entry(FiledLetter letter, String by, Origin writtenTo) {
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS_REPLAYED,
        letter.id().toString().getBytes(UTF_8),
        Ledger.CODEC.encode(new Replay(letter.consumer(), by, clock.instant(), writtenTo)));
  }

  /** Where a record is that has been flushed. */
  private static Origin origin(Future<RecordMetadata> written) {
    try {
      RecordMetadata at = written.get();
      return new Origin(at.topic(), at.partition(), at.offset());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", closing);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof KafkaException reason
          ? reason
          : new KafkaException("a dead letter was not written", failed.getCause());
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Producer<byte[], byte[]> producer() {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    // Somebody is waiting: what does not get through at once is begun again when they ask again.
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
