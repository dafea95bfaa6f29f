package org.opinionloop.bench.faults;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.opinionloop.contracts.Topics;

/** Records that nobody can read, put on topics by somebody who should not. */
final class Foreign {

  private static final Map<String, Set<String>> READERS =
      Map.of(
          Topics.OPINIONS_RECEIVED, Set.of("classifier-service", "reporting-service"),
          Topics.OPINIONS_CLASSIFIED, Set.of("reply-service", "reporting-service"),
          Topics.LETTERS_ISSUED, Set.of("reply-service", "reporting-service"),
          Topics.LETTERS_DEFERRED, Set.of("reply-service"),
          Topics.LETTERS_DUE, Set.of("reply-service"),
          Topics.LETTERS_DELIVERED, Set.of("reporting-service"));

  private final Map<String, Set<String>> planted = new LinkedHashMap<>();

  /** Puts one on each topic that services read. */
  void plant(String bootstrap) throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Map.Entry<String, Set<String>> topic : READERS.entrySet()) {
        String value = "{\"foreign\":" + planted.size();
        var unused =
            producer
                .send(new ProducerRecord<>(topic.getKey(), value.getBytes(StandardCharsets.UTF_8)))
                .get();
        planted.put(value, topic.getValue());
      }
    }
  }

  /** What was put there, and who reads it. */
  Map<String, Set<String>> planted() {
    return Map.copyOf(planted);
  }
}
