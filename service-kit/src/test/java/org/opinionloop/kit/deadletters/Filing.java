package org.opinionloop.kit.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.TestService;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.event.Trouble;
import org.opinionloop.kit.testing.RunningService;
import org.opinionloop.kit.testing.TestBroker;
import org.opinionloop.kit.testing.TestTopics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service whose consumers have filed dead letters, and its operator. */
final class Filing implements AutoCloseable {

  /** What a person wrote. */
  static final String WORDS = "zhang-san-13800138000";

  static final Instant AT = Instant.parse("2026-01-08T01:30:00Z");

  /** What Streams writes for itself. */
  static final String BETWEEN_TASKS = "test-service-changes-repartition";

  private final TestBroker broker;
  private final TestTopics topics;
  private final RunningService service;

  Filing(TestBroker broker) {
    this.broker = broker;
    this.topics =
        broker.topics(
            Stream.concat(
                    Stream.of(
                            Topics.OPINIONS_RECEIVED,
                            Topics.OPINIONS_CLASSIFIED,
                            Topics.OPINIONS_RATED,
                            Topics.CASES)
                        .flatMap(topic -> Stream.of(topic, Topics.deadLetters(topic))),
                    Stream.of(Topics.DEAD_LETTERS_REPLAYED, Topics.CONTACT_KEYS, BETWEEN_TASKS))
                .toArray(String[]::new));
    this.service = RunningService.start(TestService.builder(), broker);
  }

  TestTopics topics() {
    return topics;
  }

  RunningService service() {
    return service;
  }

  /** What the service lists. */
  JsonNode list(String query) {
    HttpResponse<String> answer = ask(query);
    assertThat(answer.statusCode()).as(query).isEqualTo(200);
    return json(answer);
  }

  HttpResponse<String> ask(String query) {
    return service.get("/actuator/deadletters" + query, "operator-key");
  }

  HttpResponse<String> replay(String request) {
    return service.post("/actuator/deadletters", "operator-key", "application/json", request);
  }

  HttpResponse<String> replay(Position id) {
    return replay("{\"id\":\"" + id + "\"}");
  }

  HttpResponse<String> replayParked(Position id) {
    return replay("{\"id\":\"" + id + "\",\"parked\":true}");
  }

  /** Another instance of the service. */
  DeadLetterDesk desk() {
    return desk(Clock.systemUTC());
  }

  /** Another instance that asks this clock, which it does in the midst of a replay. */
  DeadLetterDesk desk(Clock clock) {
    return new DeadLetterDesk(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        "test-service",
        new DeadLetterTopics(new DeadLetterSettings(List.of("test-service"), 3)),
        new DeadLetterMeter(service.bean(MeterRegistry.class)),
        clock);
  }

  /** Files a letter of the service's own, whose record had the offset for its key. */
  Position file(String topic, int partition, long offset, Trouble trouble) {
    return file(record(letter(topic, partition, offset, trouble), 0));
  }

  Position file(ProducerRecord<String, byte[]> record) {
    RecordMetadata at = topics.write(record);
    return new Position(at.topic(), at.partition(), at.offset());
  }

  static DeadLetter letter(String topic, int partition, long offset, Trouble trouble) {
    return new DeadLetter(topic, partition, offset, "test-service", trouble, "a sentence", AT);
  }

  static ProducerRecord<String, byte[]> record(DeadLetter letter, int replays) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            letter.destination(),
            letter.partition(),
            AT.toEpochMilli(),
            Long.toString(letter.offset()),
            WORDS.getBytes(UTF_8));
    record.headers().add("ce_id", new byte[] {7});
    letter.headers().forEach(record.headers()::add);
    if (replays > 0) {
      record.headers().add(DeadLetter.REPLAYS, Integer.toString(replays).getBytes(UTF_8));
    }
    return record;
  }

  /** What has come back to {@code opinions.classified} of the record whose offset was this. */
  List<ConsumerRecord<String, byte[]>> replayed(long offset) {
    return topics.read(Topics.OPINIONS_CLASSIFIED, Long.toString(offset));
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  @Override
  public void close() {
    service.close();
    topics.close();
  }
}
