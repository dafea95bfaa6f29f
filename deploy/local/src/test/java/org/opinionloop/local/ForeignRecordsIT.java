package org.opinionloop.local;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.Topics;
import tools.jackson.databind.JsonNode;

/**
 * Anybody who may write to the topics may write nonsense. It goes to the dead letters, with its
 * origin and a reason beside it and unchanged itself, what comes behind it goes its way, and an
 * operator may have it read again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ForeignRecordsIT {

  /** The topics that a service reads; nobody in this house reads the two that reporting writes. */
  private static final List<String> READ =
      Topics.ALL.stream().filter(topic -> !topic.startsWith("feedback-loop.")).toList();

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String DESK = "/actuator/deadletters";
  private static final String OPERATOR = "local-operator-key";

  /** How often one is read again before it is parked, unless a deployment says otherwise. */
  private static final int REPLAYS = 3;

  @TempDir static Path data;

  private final Ports ports = RunningLoop.freePorts();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Doors doors = new Doors(ports);
  private RunningLoop loop;

  /** Where a record is. */
  private record Place(String topic, int partition, long offset) {}

  @BeforeAll
  void start() throws IOException {
    loop = RunningLoop.start(data, ports).awaitReady();
  }

  @AfterAll
  void stop() throws IOException {
    try (RunningLoop stopping = loop) {
      assertThat(stopping.terminate()).isZero();
    }
  }

  @Test
  @Order(1)
  void goToTheDeadLettersWithAReasonAndStopNothing() throws Exception {
    Set<Place> planted = plant();

    for (String topic : READ) {
      Set<Place> expected = new HashSet<>(planted);
      expected.removeIf(place -> !place.topic().equals(topic));
      await()
          .alias("dead letters of " + topic)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> assertThat(origins(topic)).isEqualTo(expected));
    }

    String id = doors.handIn("公园的长椅坏了两张，请来修一修。");
    doors.awaitAcknowledged(id);
    Doors.awaitLetter(data.resolve("outbox"), id);
  }

  @Test
  @Order(2)
  void areReadAgainOnceForEachWordOfAnOperatorAndParkedWhenThatDoesNotHelp() throws Exception {
    Place record;
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      record =
          put(producer, new ProducerRecord<>(Topics.OPINIONS_RECEIVED, bytes("never to be read")));
    }
    for (int replays = 0; replays < REPLAYS; replays++) {
      JsonNode letter = filed(record);
      assertThat(letter.path("state").stringValue()).isEqualTo("WAITING");
      assertThat(letter.path("replays").asInt()).isEqualTo(replays);
      String one = "{\"id\": \"" + letter.path("id").stringValue() + "\"}";

      assertThat(replay(one)).isEqualTo(200);
      assertThat(replay(one)).isEqualTo(409);

      JsonNode replay = filed(record).path("replay");
      assertThat(replay.path("by").stringValue()).isEqualTo("local-operator");
      record = place(replay.path("writtenTo"));
    }

    JsonNode parked = filed(record);
    assertThat(parked.path("state").stringValue()).isEqualTo("PARKED");
    String one = "{\"id\": \"" + parked.path("id").stringValue() + "\"";
    assertThat(replay(one + "}")).isEqualTo(409);
    assertThat(replay(one + ", \"parked\": true}")).isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                meters()
                    .lines()
                    .filter(line -> line.startsWith("dead_letters_failed_again_total{"))
                    .map(line -> line.replaceAll(".*replays=\"(\\d+)\".*", "$1"))
                    .collect(toSet())
                    .equals(Set.of("1", "2", "3", "4")));
  }

  /** What classifier's desk says of this record, as soon as it says something. */
  private JsonNode filed(Place record) {
    return await("dead letter of " + record)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () ->
                doors
                    .get(
                        ports.classifier(),
                        DESK + "?limit=1000&topic=" + Topics.deadLetters(record.topic()),
                        OPERATOR)
                    .path("deadLetters")
                    .valueStream()
                    .filter(each -> place(each.path("origin")).equals(record))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** The status that an operator is answered. */
  private int replay(String which) throws IOException, InterruptedException {
    return client
        .send(
            classifier(DESK)
                .header("Authorization", "Bearer " + OPERATOR)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(which))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private String meters() throws IOException, InterruptedException {
    return client.send(classifier("/actuator/prometheus").build(), BodyHandlers.ofString()).body();
  }

  private HttpRequest.Builder classifier(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.classifier() + path));
  }

  private static Place place(JsonNode origin) {
    return new Place(
        origin.path("topic").stringValue(),
        origin.path("partition").asInt(),
        origin.path("offset").asLong());
  }

  /** Every kind of nonsense, on every topic, in every partition. */
  private Set<Place> plant() throws ExecutionException, InterruptedException {
    Set<Place> planted = new HashSet<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (String topic : READ) {
        int partition = 0;
        for (ProducerRecord<byte[], byte[]> record : nonsense(topic)) {
          planted.add(
              put(
                  producer,
                  new ProducerRecord<>(topic, partition++ % 6, record.key(), record.value())));
        }
      }
    }
    return planted;
  }

  private static Place put(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, InterruptedException {
    RecordMetadata at = producer.send(record).get();
    return new Place(at.topic(), at.partition(), at.offset());
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", "127.0.0.1:" + ports.kafka()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static List<ProducerRecord<byte[], byte[]>> nonsense(String topic) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(record(topic, "key", "no JSON"));
    records.add(record(topic, "key", "{\"opinionId\": \"4F7K-9QX2\""));
    records.add(record(topic, "key", "[]"));
    records.add(record(topic, "key", "null"));
    records.add(record(topic, "key", "{}"));
    records.add(record(topic, "key", ""));
    records.add(record(topic, null, "{\"opinionId\":\"nobody\"}"));
    records.add(new ProducerRecord<>(topic, new byte[] {(byte) 0xFF, 0, 1}, new byte[] {-1, -2}));
    records.add(new ProducerRecord<>(topic, null, bytes("{\"text\":17}")));
    records.add(new ProducerRecord<>(topic, bytes("tombstone"), null));
    records.add(record(topic, "key", "{" + "\"a\":[".repeat(500)));
    return records;
  }

  private Set<Place> origins(String topic) {
    Set<Place> origins = new HashSet<>();
    for (ConsumerRecord<String, byte[]> record :
        new TopicReader(ports).read(Topics.deadLetters(topic))) {
      assertThat(header(record, "dlt-reason")).isEqualTo("malformed");
      assertThat(header(record, "dlt-cause")).isNotBlank();
      assertThat(header(record, "dlt-consumer")).endsWith("-service");
      origins.add(
          new Place(
              header(record, "dlt-topic"),
              Integer.parseInt(header(record, "dlt-partition")),
              Long.parseLong(header(record, "dlt-offset"))));
    }
    return origins;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
    return new ProducerRecord<>(topic, key == null ? null : bytes(key), bytes(value));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    assertThat(header).as(name).isNotNull();
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
