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

  private static final Set<String> REPLY = Set.of("reply-service");
  private static final Set<String> REPORTING = Set.of("reporting-service");
  private static final Set<String> BOTH = Set.of("reply-service", "reporting-service");

  private static final Map<String, Set<String>> READERS =
      Map.ofEntries(
          Map.entry(Topics.OPINIONS_RECEIVED, Set.of("classifier-service", "reporting-service")),
          Map.entry(Topics.OPINIONS_CLASSIFIED, BOTH),
          Map.entry(Topics.OPINIONS_CORRECTED, BOTH),
          Map.entry(Topics.OPINIONS_ANSWERED, BOTH),
          Map.entry(Topics.OPINIONS_EXTENDED, BOTH),
          Map.entry(Topics.OPINIONS_REJECTED, BOTH),
          Map.entry(Topics.OPINIONS_RATED, BOTH),
          Map.entry(Topics.OPINIONS_GROUPED, BOTH),
          Map.entry(Topics.SERVICES_RATED, REPORTING),
          Map.entry(Topics.MEASURES_RECORDED, REPORTING),
          Map.entry(Topics.LETTERS_ISSUED, BOTH),
          Map.entry(Topics.LETTERS_DEFERRED, REPLY),
          Map.entry(Topics.LETTERS_DUE, REPLY),
          Map.entry(Topics.LETTERS_DELIVERED, REPORTING));

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
