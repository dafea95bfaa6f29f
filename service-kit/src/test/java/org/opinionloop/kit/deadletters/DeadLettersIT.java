package org.opinionloop.kit.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.TestService;
import org.opinionloop.kit.deadletters.DeadLetterDesk.Outcome;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterCopy;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.event.Trouble;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Dead letters are replayed exactly once each, whoever asks and whoever dies, and never shown. */
class DeadLettersIT {

  private static final String WORDS = "zhang-san-13800138000";
  private static final Instant AT = Instant.parse("2026-01-08T01:30:00Z");

  private static final EmbeddedKafkaKraftBroker BROKER =
      new EmbeddedKafkaKraftBroker(
          1,
          6,
          Topics.OPINIONS_RECEIVED,
          Topics.OPINIONS_CLASSIFIED,
          Topics.OPINIONS_RATED,
          "opinions.received.dlt",
          "opinions.classified.dlt",
          "opinions.rated.dlt",
          Topics.DEAD_LETTERS_REPLAYED);

  private static ConfigurableApplicationContext context;
  private static WebTestClient client;
  private static Producer<byte[], byte[]> producer;

  @BeforeAll
  static void start() {
    // History is old: the broker must not tidy it away while the test looks.
    BROKER.brokerProperty("log.retention.ms", "-1");
    BROKER.brokerProperty("transaction.state.log.replication.factor", "1");
    BROKER.brokerProperty("transaction.state.log.min.isr", "1");
    BROKER.afterPropertiesSet();
    producer = producer(null);
    context =
        TestService.builder()
            .run("--spring.kafka.bootstrap-servers=" + BROKER.getBrokersAsString());
    client =
        WebTestClient.bindToServer()
            .baseUrl(
                "http://127.0.0.1:"
                    + context.getEnvironment().getRequiredProperty("local.server.port"))
            .responseTimeout(Duration.ofSeconds(60))
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 << 20))
            .build();
  }

  @AfterAll
  static void stop() {
    context.close();
    producer.close();
    BROKER.destroy();
  }

  @Test
  void withKafkaAServiceIsReady() {
    client.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
  }

  @Test
  void listsWhyAndWhereFromAndNothingOfWhatItSays() {
    Position id = file(letter(Topics.OPINIONS_RATED, 4, 77, "test-service", Trouble.FAULT), 0);
    file(letter(Topics.OPINIONS_RATED, 4, 78, "another-service", Trouble.FAULT), 0);
    file(
        letter(Topics.OPINIONS_RECEIVED, 4, 79, "test-service", Trouble.FAULT),
        "opinions.rated.dlt");
    foreign("opinions.rated.dlt");

    get("?topic=opinions.rated.dlt")
        .expectBody()
        .jsonPath("$.deadLetters.length()")
        .isEqualTo(1)
        .jsonPath("$.deadLetters[0].id")
        .isEqualTo(id.toString())
        .jsonPath("$.deadLetters[0].state")
        .isEqualTo("WAITING")
        .jsonPath("$.deadLetters[0].reason")
        .isEqualTo("fault")
        .jsonPath("$.deadLetters[0].cause")
        .isEqualTo("a sentence")
        .jsonPath("$.deadLetters[0].origin.topic")
        .isEqualTo("opinions.rated")
        .jsonPath("$.deadLetters[0].origin.partition")
        .isEqualTo(4)
        .jsonPath("$.deadLetters[0].origin.offset")
        .isEqualTo(77)
        .jsonPath("$.deadLetters[0].consumer")
        .isEqualTo("test-service")
        .jsonPath("$.deadLetters[0].at")
        .isEqualTo("2026-01-08T01:30:00Z")
        .jsonPath("$.next")
        .doesNotExist()
        .jsonPath("$")
        .value(body -> assertThat(body.toString()).doesNotContain("zhang", "138"));
  }

  @Test
  void aLetterIsReplayedAsItsRecordWasAndOnlyOnce() {
    Position id =
        file(letter(Topics.OPINIONS_CLASSIFIED, 2, 5, "test-service", Trouble.TRANSIENT), 0);
    double before = replays("opinions.classified", "transient");

    post("{\"id\":\"" + id + "\"}")
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"replayed\":1,\"alreadyReplayed\":0,\"parked\":0}");
    post("{\"id\":\"" + id + "\"}").expectStatus().isEqualTo(409);
    post("{\"id\":\"" + id + "\",\"parked\":true}").expectStatus().isEqualTo(409);

    ConsumerRecord<byte[], byte[]> record = marked(Topics.OPINIONS_CLASSIFIED, 5).get(0);
    assertThat(marked(Topics.OPINIONS_CLASSIFIED, 5)).hasSize(1);
    assertThat(record.partition()).isEqualTo(2);
    assertThat(record.key()).isEqualTo(key(5));
    assertThat(record.value()).isEqualTo(WORDS.getBytes(UTF_8));
    assertThat(record.timestamp()).isEqualTo(AT.toEpochMilli());
    assertThat(record.headers())
        .extracting(Header::key)
        .containsExactly("ce_id", DeadLetterTopics.REPLAYS);
    assertThat(record.headers().lastHeader(DeadLetterTopics.REPLAYS).value())
        .isEqualTo("1".getBytes(UTF_8));
    assertThat(replays("opinions.classified", "transient")).isEqualTo(before + 1);
    assertThat(ledger())
        .filteredOn(entry -> entry.startsWith(id.toString()))
        .singleElement()
        .asString()
        .contains("\"by\":\"test-operator\"", "\"consumer\":\"test-service\"");
    get("?topic=opinions.classified.dlt&state=replayed&from=" + id + "&limit=1")
        .expectBody()
        .jsonPath("$.deadLetters[0].id")
        .isEqualTo(id.toString())
        .jsonPath("$.deadLetters[0].replay.by")
        .isEqualTo("test-operator")
        .jsonPath("$.deadLetters[0].replay.at")
        .exists()
        .jsonPath("$.deadLetters[0].replay.writtenTo.topic")
        .isEqualTo("opinions.classified")
        .jsonPath("$.deadLetters[0].replay.writtenTo.offset")
        .isEqualTo(record.offset());
  }

  @Test
  void whatWasTooLargeToBeCopiedIsListedAndNotReplayed() {
    ProducerRecord<byte[], byte[]> letter =
        record(
            letter(Topics.OPINIONS_CLASSIFIED, 1, 900, "test-service", Trouble.MALFORMED),
            "opinions.classified.dlt",
            0);
    letter.headers().add(DeadLetterCopy.LEFT_OUT, "2000000".getBytes(UTF_8));
    Position id = send(letter);

    get("?topic=opinions.classified.dlt&state=too_large")
        .expectBody()
        .jsonPath("$.deadLetters[0].id")
        .isEqualTo(id.toString());
    post("{\"id\":\"" + id + "\",\"parked\":true}").expectStatus().isEqualTo(409);
    assertThat(marked(Topics.OPINIONS_CLASSIFIED, 900)).isEmpty();
  }

  @Test
  void whatFailsAgainAndAgainIsParkedUntilSomebodySaysSo() {
    Position id =
        file(letter(Topics.OPINIONS_CLASSIFIED, 1, 300, "test-service", Trouble.FAULT), 3);

    get("?topic=opinions.classified.dlt&state=parked")
        .expectBody()
        .jsonPath("$.deadLetters[0].replays")
        .isEqualTo(3);
    post("{\"id\":\"" + id + "\"}").expectStatus().isEqualTo(409);
    assertThat(marked(Topics.OPINIONS_CLASSIFIED, 300)).isEmpty();

    post("{\"id\":\"" + id + "\",\"parked\":true}").expectStatus().isOk();
    assertThat(marked(Topics.OPINIONS_CLASSIFIED, 300))
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.headers().lastHeader(DeadLetterTopics.REPLAYS).value())
                    .isEqualTo("4".getBytes(UTF_8)));
  }

  @Test
  void aRangeIsReplayedFromEndToEnd() {
    List<Position> ids = new ArrayList<>();
    for (int i = 400; i < 405; i++) {
      ids.add(file(letter(Topics.OPINIONS_CLASSIFIED, 3, i, "test-service", Trouble.MALFORMED), 0));
    }

    post("{\"from\":\"" + ids.get(1) + "\",\"to\":\"" + ids.get(3) + "\"}")
        .expectBody()
        .json("{\"replayed\":3,\"alreadyReplayed\":0,\"parked\":0}");
    post("{\"from\":\"" + ids.get(0) + "\",\"to\":\"" + ids.get(3) + "\"}")
        .expectBody()
        .json("{\"replayed\":1,\"alreadyReplayed\":3,\"parked\":0}");

    assertThat(marked(Topics.OPINIONS_CLASSIFIED, 404)).isEmpty();
    for (int i = 400; i < 404; i++) {
      assertThat(marked(Topics.OPINIONS_CLASSIFIED, i)).hasSize(1);
    }
  }

  @Test
  void pagesContainEveryLetterOnceInOrder() {
    for (int i = 0; i < 25; i++) {
      file(letter(Topics.OPINIONS_RECEIVED, i % 6, 500 + i, "test-service", Trouble.MALFORMED), 0);
    }
    DeadLetterDesk desk = desk();
    Selection all = new Selection("opinions.received.dlt", "malformed", null, null, null, true);
    List<Position> whole =
        desk.list(all, 1000).deadLetters().stream().map(FiledLetter::id).toList();

    List<Position> paged = new ArrayList<>();
    Position next = null;
    do {
      DeadLetterDesk.Page page =
          desk.list(
              new Selection("opinions.received.dlt", "malformed", null, next, null, true), 12);
      assertThat(page.deadLetters()).hasSizeLessThanOrEqualTo(12);
      page.deadLetters().forEach(letter -> paged.add(letter.id()));
      next = page.next();
    } while (next != null);

    assertThat(paged).isEqualTo(whole).isSorted().doesNotHaveDuplicates();
    assertThat(paged.size()).isGreaterThanOrEqualTo(25);
    desk.close();
  }

  @Test
  void manyWhoReplayTheSameAtOnceReplayItOnce() throws Exception {
    int letters = 650;
    for (int i = 0; i < letters; i++) {
      producer.send(
          record(
              letter(
                  Topics.OPINIONS_RECEIVED, i % 6, 10_000 + i, "test-service", Trouble.TRANSIENT),
              "opinions.received.dlt",
              0));
    }
    producer.flush();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    Selection transients =
        new Selection("opinions.received.dlt", "transient", null, null, null, false);

    // Three instances of the service; each takes over what another has begun.
    List<Future<Outcome>> attempts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      attempts.add(
          threads.submit(
              () -> {
                DeadLetterDesk desk = desk();
                try {
                  return desk.replay(transients, "test-operator");
                } finally {
                  desk.close();
                }
              }));
    }
    for (Future<Outcome> attempt : attempts) {
      try {
        attempt.get();
      } catch (ExecutionException overtaken) {
        assertThat(overtaken).hasCauseInstanceOf(KafkaException.class);
      }
    }
    threads.shutdown();
    DeadLetterDesk last = desk();
    Outcome rest = last.replay(transients, "test-operator");
    last.close();

    assertThat(rest.total()).isEqualTo(letters);
    List<String> keys =
        read(Topics.OPINIONS_RECEIVED).stream()
            .filter(record -> record.headers().lastHeader(DeadLetterTopics.REPLAYS) != null)
            .map(record -> new String(record.key(), UTF_8))
            .filter(key -> Long.parseLong(key) >= 10_000)
            .toList();
    assertThat(keys).hasSize(letters).doesNotHaveDuplicates();
  }

  @Test
  void whatAnInstanceHadBegunWhenItDiedIsReplayedOnce() {
    Position id =
        file(letter(Topics.OPINIONS_CLASSIFIED, 0, 600, "test-service", Trouble.FAULT), 0);
    // As the desk does it, up to the commit, which never comes.
    Producer<byte[], byte[]> dying = producer("dead-letters-test-service");
    dying.initTransactions();
    dying.beginTransaction();
    dying.send(new ProducerRecord<>(Topics.OPINIONS_CLASSIFIED, 0, key(600), new byte[] {1}));
    dying.send(
        new ProducerRecord<>(
            Topics.DEAD_LETTERS_REPLAYED,
            id.toString().getBytes(UTF_8),
            Ledger.CODEC.encode(new Replay("test-service", "dying", AT, null))));
    dying.flush();

    post("{\"id\":\"" + id + "\"}").expectStatus().isOk();

    assertThat(marked(Topics.OPINIONS_CLASSIFIED, 600)).hasSize(1);
    assertThatThrownBy(dying::commitTransaction).isInstanceOf(KafkaException.class);
    dying.close(Duration.ZERO);
    assertThat(marked(Topics.OPINIONS_CLASSIFIED, 600)).hasSize(1);
  }

  @Test
  void anOpenTransactionOfAnotherServiceHidesNoReplay() throws Exception {
    Position first =
        file(letter(Topics.OPINIONS_CLASSIFIED, 0, 700, "test-service", Trouble.FAULT), 0);
    Producer<byte[], byte[]> other = producer("dead-letters-other-service");
    other.initTransactions();
    other.beginTransaction();
    for (int partition = 0; partition < 6; partition++) {
      other.send(
          new ProducerRecord<>(
              Topics.DEAD_LETTERS_REPLAYED,
              partition,
              ("opinions.rated.dlt/0/99999" + partition).getBytes(UTF_8),
              Ledger.CODEC.encode(new Replay("other-service", "other", AT, null))));
    }
    other.flush();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    DeadLetterDesk desk = desk();
    Future<Outcome> waiting =
        thread.submit(() -> desk.replay(Selection.one(first, false), "test-operator"));

    assertThatThrownBy(() -> waiting.get(2, TimeUnit.SECONDS))
        .as("it waits rather than overlook what may lie behind")
        .isInstanceOf(TimeoutException.class);
    other.commitTransaction();
    other.close();

    assertThat(waiting.get())
        .as(() -> first + " among " + desk.list(Selection.one(first, true), 10))
        .isEqualTo(new Outcome(1, 0, 0, 0));
    assertThat(desk.replay(Selection.one(first, false), "test-operator").alreadyReplayed())
        .isEqualTo(1);
    thread.shutdown();
    desk.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 400",
        "{\"id\":\"zhang-san\"} | 400",
        "{\"id\":\"opinions.rated/0/1\"} | 400",
        "{\"reason\":\"zhang-san\"} | 400",
        "{\"id\":\"opinions.rated.dlt/0/1\",\"reason\":\"fault\"} | 400",
        "{\"from\":\"opinions.rated.dlt/0/1\"} | 400",
        "{\"from\":\"opinions.rated.dlt/0/1\",\"to\":\"opinions.rated.dlt/1/1\"} | 400",
        "{\"from\":\"opinions.rated.dlt/0/2\",\"to\":\"opinions.rated.dlt/0/1\"} | 400",
        "{\"id\": | 400",
        "{\"id\":\"opinions.rated.dlt/0/999999\"} | 404",
        "{\"id\":\"opinions.rated.dlt/77/0\"} | 404",
        "{\"id\":\"no.such.topic.dlt/0/0\"} | 404"
      })
  void whatCannotBeMeantIsAProblem(String body, int status) {
    post(body)
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody(String.class)
        .value(problem -> assertThat(problem).doesNotContain("zhang"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?limit=0", "?limit=1001", "?limit=x", "?state=lost", "?reason=x", "?from=x"})
  void aQuestionThatMakesNoSenseIsAProblem(String query) {
    get(query).expectStatus().isBadRequest();
  }

  @ParameterizedTest
  @ValueSource(strings = {"channel", "officer", "analyst", "importer"})
  void onlyOperatorsMay(String role) {
    client
        .get()
        .uri("/actuator/deadletters")
        .headers(headers -> headers.setBearerAuth(role + "-key"))
        .exchange()
        .expectStatus()
        .isForbidden();
    client.post().uri("/actuator/deadletters").exchange().expectStatus().isUnauthorized();
  }

  private static WebTestClient.ResponseSpec get(String query) {
    return client
        .get()
        .uri("/actuator/deadletters" + query)
        .headers(headers -> headers.setBearerAuth("operator-key"))
        .exchange();
  }

  private static WebTestClient.ResponseSpec post(String body) {
    return client
        .post()
        .uri("/actuator/deadletters")
        .headers(headers -> headers.setBearerAuth("operator-key"))
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  private static double replays(String topic, String reason) {
    var counter =
        context
            .getBean(MeterRegistry.class)
            .find("dead.letters.replayed")
            .tags("topic", topic, "reason", reason)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  private static DeadLetterDesk desk() {
    return new DeadLetterDesk(
        Map.of("bootstrap.servers", BROKER.getBrokersAsString()),
        "test-service",
        new DeadLetterTopics(new DeadLetterSettings(List.of("test-service"), 3)),
        new DeadLetterMeter(context.getBean(MeterRegistry.class)),
        Clock.systemUTC());
  }

  /** A dead letter whose record had the offset for its key. */
  private static DeadLetter letter(
      String topic, int partition, long offset, String consumer, Trouble trouble) {
    return new DeadLetter(topic, partition, offset, consumer, trouble, "a sentence", AT);
  }

  private static Position file(DeadLetter letter, int replays) {
    return send(record(letter, letter.destination(), replays));
  }

  private static Position file(DeadLetter letter, String topic) {
    return send(record(letter, topic, 0));
  }

  private static void foreign(String topic) {
    send(new ProducerRecord<>(topic, 4, null, WORDS.getBytes(UTF_8)));
    ProducerRecord<byte[], byte[]> garbled = new ProducerRecord<>(topic, 4, null, null);
    garbled.headers().add("dlt-reason", new byte[] {(byte) 0xFF});
    send(garbled);
  }

  private static Position send(ProducerRecord<byte[], byte[]> record) {
    try {
      RecordMetadata metadata = producer.send(record).get();
      return new Position(metadata.topic(), metadata.partition(), metadata.offset());
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      DeadLetter letter, String topic, int replays) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            letter.partition(),
            AT.toEpochMilli(),
            key(letter.offset()),
            WORDS.getBytes(UTF_8));
    record.headers().add("ce_id", new byte[] {7});
    letter.headers().forEach(record.headers()::add);
    if (replays > 0) {
      record.headers().add(DeadLetterTopics.REPLAYS, Integer.toString(replays).getBytes(UTF_8));
    }
    return record;
  }

  private static byte[] key(long offset) {
    return Long.toString(offset).getBytes(UTF_8);
  }

  /** What has come back of the record whose offset was this. */
  private static List<ConsumerRecord<byte[], byte[]>> marked(String topic, long offset) {
    return read(topic).stream().filter(record -> Arrays.equals(record.key(), key(offset))).toList();
  }

  private static List<String> ledger() {
    return read(Topics.DEAD_LETTERS_REPLAYED).stream()
        .map(record -> new String(record.key(), UTF_8) + new String(record.value(), UTF_8))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                BROKER.getBrokersAsString(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  private static Producer<byte[], byte[]> producer(@Nullable String transactionalId) {
    Map<String, Object> properties =
        new HashMap<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, BROKER.getBrokersAsString()));
    // One batch at a time: to a new partition a second may overtake the first (KAFKA-15591).
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    if (transactionalId != null) {
      properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    }
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
