package org.opinionloop.kit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Happening;
import org.opinionloop.contracts.JsonCodec;

/** Topics as a test sees them: it writes to them, and reads what has been committed. */
public final class TestTopics implements AutoCloseable {

  /** For what a service, or a broker, does in a second when nothing else runs. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String bootstrapServers;
  private final Producer<String, byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  public TestTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer = producer(Map.of());
  }

  /** On the topic when {@link #flush} returns. */
  public void send(ProducerRecord<String, byte[]> record) {
    sent.add(producer.send(record));
  }

  /** The same, with a value that may be anything. */
  public void send(String topic, @Nullable String key, byte @Nullable [] value) {
    send(new ProducerRecord<>(topic, key, value));
  }

  /** The same, as the services write it. */
  public void send(String topic, Happening event) {
    send(topic, event.recordKey(), encode(event));
  }

  /** The same without a time, as others than Kafka's own producers may write it. */
  public void sendWithoutTime(String topic, Happening event) {
    send(withoutTime(topic, event.recordKey(), encode(event)));
  }

  /** A record without a time. */
  public static ProducerRecord<String, byte[]> withoutTime(
      String topic, @Nullable String key, byte @Nullable [] value) {
    return new ProducerRecord<>(topic, key, value) {
      @Override
      public Long timestamp() {
        return RecordBatch.NO_TIMESTAMP; // which the constructor does not take
      }
    };
  }

  /** Waits until everything is on its topic, and fails if anything is not. */
  public void flush() {
    producer.flush();
    sent.forEach(TestTopics::written);
    sent.clear();
  }

  /** Writes a record at once. */
  public RecordMetadata write(ProducerRecord<String, byte[]> record) {
    return written(producer.send(record));
  }

  /** A producer of its own, for tests of transactions; initialised. */
  public Producer<String, byte[]> transactional(String transactionalId) {
    Producer<String, byte[]> transactional = producer(Map.of("transactional.id", transactionalId));
    transactional.initTransactions();
    return transactional;
  }

  /** Everything that is committed on the topic, in the order of each partition. */
  public List<ConsumerRecord<String, byte[]>> read(String topic) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  /** The same, of one key. */
  public List<ConsumerRecord<String, byte[]>> read(String topic, String key) {
    return read(topic).stream().filter(record -> key.equals(record.key())).toList();
  }

  /** The same as what the records mean. */
  public <T> List<T> read(String topic, Class<T> type) {
    JsonCodec<T> codec = JsonCodec.of(type);
    return read(topic).stream().map(record -> codec.decode(record.value())).toList();
  }

  /** What a compacted topic says: the latest value of each key, unless that is a tombstone. */
  public Map<String, byte[]> latest(String topic) {
    Map<String, byte[]> latest = new TreeMap<>();
    for (ConsumerRecord<String, byte[]> record : read(topic)) {
      if (record.value() == null) {
        latest.remove(record.key());
      } else {
        latest.put(record.key(), record.value());
      }
    }
    return latest;
  }

  /** How many records of these topics the group has not read, or read and not yet committed. */
  public long lag(String group, Collection<String> topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (String topic : topics) {
        for (int partition = 0; partition < TestBroker.PARTITIONS; partition++) {
          ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
      }
      long lag = 0;
      for (var end : admin.listOffsets(ends).all().get().entrySet()) {
        OffsetAndMetadata offset = committed.get(end.getKey());
        lag += end.getValue().offset() - (offset == null ? 0 : offset.offset());
      }
      return lag;
    } catch (ExecutionException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** What is committed on the topic as soon as there is at least so much. */
  public List<ConsumerRecord<String, byte[]>> await(String topic, int count) {
    return Awaitility.await(count + " on " + topic)
        .atMost(PATIENCE)
        .until(() -> read(topic), records -> records.size() >= count);
  }

  /** A header that must be there, as text. */
  public static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    assertThat(header).as(name).isNotNull();
    return new String(header.value(), UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }

  private Producer<String, byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", bootstrapServers);
    // One batch at a time: to a new partition a second may overtake the first (KAFKA-15591).
    settings.put("max.in.flight.requests.per.connection", 1);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private static RecordMetadata written(Future<RecordMetadata> record) {
    try {
      return record.get();
    } catch (ExecutionException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  @SuppressWarnings("unchecked")
  private static byte[] encode(Happening event) {
    return ((JsonCodec<Happening>) JsonCodec.of(event.getClass())).encode(event);
  }
}
