package org.opinionloop.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
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
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who wrote is nobody's business but the postman's: contact details are nowhere in clear but on
 * letters on their way out, people's words only where the design says, and what identifies a person
 * can be destroyed for good. One run of the whole, well-formed and malformed input, a withdrawal, a
 * change of keys and a restart; then everything it has left behind is searched for what was
 * planted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrivacyIT {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final String NAME = "欧阳植树";
  private static final String MAIL = "planted.person";
  private static final String PHONE = "13987650123";
  private static final String HOOK = "hook.planted.example";
  private static final List<String> CONTACT = List.of(NAME, MAIL, PHONE, HOOK);

  /**
   * A name and a number that somebody left in the text itself, in a shape that no rule rewrites.
   */
  private static final String WORDS = "住在翡翠巷十九号的诸葛问津";

  private static final List<String> OPERATORS_ONLY =
      List.of("", "/sbom", "/sbom/application", "/deadletters", "/env", "/metrics", "/heapdump");

  /** What analysts and officers are shown beside the metrics. */
  private static final List<String> FIGURES =
      List.of(
          "/v1/cases",
          "/v1/hot-topics",
          "/v1/measures",
          "/v1/service-ratings",
          "/v1/reports/" + thisHalf() + "?format=md",
          "/v1/reports/" + thisHalf() + "?format=html");

  @TempDir private static Path data;
  private final Ports ports = RunningLoop.freePorts();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> refusals = new ArrayList<>();
  private final StringBuilder output = new StringBuilder();
  private RunningLoop loop;
  private String withdrawn;

  /** Withdrawn by an officer, whom the person has asked to. */
  private String asked;

  private String kept;

  @BeforeAll
  void runTheLoopAndHandIn() throws Exception {
    loop = start(Map.of());
    withdrawn = handIn("幸福路站台没有雨棚，下雨天老人小孩只能淋着等车，希望尽快加装。" + WORDS);
    asked = handIn("小区门口的路灯坏了一个星期，晚上回家看不清路，请派人来修。" + WORDS);
    kept = handIn("建议图书馆周末把开放时间延长到晚上九点，方便上班族借书还书。" + WORDS);
    handInFiles();
    handInWhatDoesNotFit();
    plantForeignRecords();
    for (String id : List.of(withdrawn, asked, kept)) {
      new Doors(ports).awaitAcknowledged(id);
      awaitDelivered(id, LetterKind.ACKNOWLEDGEMENT, DeliveryOutcome.DELIVERED);
    }
    rate(kept, 5);
    rateAService();
  }

  @AfterAll
  void stop() throws IOException {
    loop.close();
  }

  @Test
  @Order(1)
  void theActuatorIsForOperatorsExceptForHealthAndFigures() {
    for (Service.Which which : Service.Which.values()) {
      int port = which.port(ports);
      for (String path : OPERATORS_ONLY) {
        String at = which.title() + path;
        assertThat(get(port, "/actuator" + path, null).statusCode()).as(at).isEqualTo(401);
        assertThat(get(port, "/actuator" + path, "local-officer-key").statusCode())
            .as(at)
            .isEqualTo(403);
      }
      assertThat(get(port, "/actuator/health", null).body())
          .contains("\"status\":\"UP\"")
          .doesNotContain("components");
      assertThat(get(port, "/actuator/prometheus", null).statusCode()).isEqualTo(200);
      HttpResponse<String> materials =
          get(port, "/actuator/sbom/application", "local-operator-key");
      assertThat(JSON.readTree(materials.body()).at("/metadata/component/name").asString())
          .isEqualTo(which.title());
    }
  }

  @Test
  @Order(2)
  void whatIdentifiesThePersonIsDestroyedAndTheRestGoesOn() throws Exception {
    compactInSeconds();
    byte[] secret = ownKeyOf(withdrawn);
    assertThat(keyFilesHolding(secret)).isNotEmpty();
    String before = metrics();

    assertThat(delete(withdrawn, null)).isEqualTo(202);
    assertThat(delete(withdrawn, null)).isEqualTo(202);
    assertThat(delete(asked, "local-officer-key")).isEqualTo(202);

    for (String id : List.of(withdrawn, asked)) {
      answer(id);
      awaitDelivered(id, LetterKind.ANSWER, DeliveryOutcome.SUPPRESSED);
      assertThat(delivered(id, LetterKind.ANSWER).reason()).isEqualTo("contact-withdrawn");
      assertThat(data.resolve("outbox").resolve(id + ".answer.1.eml")).doesNotExist();
    }
    await().atMost(PATIENCE).until(() -> status(withdrawn).contains("\"state\":\"ANSWERED\""));
    assertThat(received(metrics())).isEqualTo(received(before));
    await()
        .alias("the key gone from every disk")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(keyFilesHolding(secret)).isEmpty());
    assertThat(ownKeyOf(kept)).isNotNull();
  }

  @Test
  @Order(3)
  void keysRotateAndWhatOldOnesSealedStillOpens() throws Exception {
    stopLoop();
    KeyPair next = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    String publicHalf = base64(next.getPublic().getEncoded());
    loop =
        start(
            Map.of(
                "OPINIONLOOP_CONTACT_KEYID",
                "next",
                "OPINIONLOOP_CONTACT_PUBLICKEY",
                publicHalf,
                "OPINIONLOOP_CONTACT_KEYS_NEXT_PUBLICKEY",
                publicHalf,
                "OPINIONLOOP_CONTACT_KEYS_NEXT_PRIVATEKEY",
                base64(next.getPrivate().getEncoded())));

    String fresh = handIn("地铁口的自行车又堵住盲道了。");
    answer(kept);

    awaitDelivered(fresh, LetterKind.ACKNOWLEDGEMENT, DeliveryOutcome.DELIVERED);
    awaitDelivered(kept, LetterKind.ANSWER, DeliveryOutcome.DELIVERED);
    assertThat(opinion(fresh).contact().keyId()).isEqualTo("next");
    assertThat(opinion(kept).contact().keyId()).isEqualTo("local-1");
    for (String letter : List.of(fresh + ".acknowledgement.1.eml", kept + ".answer.1.eml")) {
      assertThat(data.resolve("outbox").resolve(letter)).content().contains(MAIL);
    }
    // And a withdrawal outlives a restart, though the key's own records may be gone.
    rate(withdrawn, 1);
    awaitDelivered(withdrawn, LetterKind.SECOND_HANDLING, DeliveryOutcome.SUPPRESSED);
  }

  @Test
  @Order(4)
  void contactDetailsAreNowhereAndWordsOnlyWhereTheyBelong() throws Exception {
    awaitForeignRecordsInTheDeadLetters();
    List<String> figures = new ArrayList<>();
    for (Service.Which which : Service.Which.values()) {
      figures.add(get(which.port(ports), "/actuator/prometheus", null).body());
      figures.add(get(which.port(ports), "/actuator/deadletters", "local-operator-key").body());
    }
    figures.add(status(kept));
    figures.add(metrics());
    for (String path : FIGURES) {
      HttpResponse<String> answer = get(ports.reporting(), path, "local-analyst-key");
      assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
      figures.add(answer.body());
    }
    Map<String, List<ConsumerRecord<String, byte[]>>> topics = allTopics();
    stopLoop();

    assertThat(topics.keySet())
        .containsAll(Topics.ALL)
        .contains(Topics.deadLetters(Topics.OPINIONS_RECEIVED), Topics.CONTACT_KEYS)
        .anyMatch(topic -> topic.endsWith("letters-by-opinion-changelog"));
    assertThat(refusals).hasSizeGreaterThan(6);
    // The search finds what is there: letters name the person, and the topic of opinions has words.
    assertThat(filesHolding(MAIL.getBytes(UTF_8), data.resolve("outbox"))).isNotEmpty();
    assertThat(topicsHolding(List.of(WORDS), topics)).contains(Topics.OPINIONS_RECEIVED);

    assertThat(topicsHolding(CONTACT, topics)).isEqualTo(FOREIGN);
    assertThat(topicsHolding(List.of(WORDS), topics)).isSubsetOf(withWords());
    for (String planted : Stream.concat(CONTACT.stream(), Stream.of(WORDS)).toList()) {
      assertThat(refusals).as("answers").noneMatch(answer -> answer.contains(planted));
      assertThat(figures).as("figures").noneMatch(answer -> answer.contains(planted));
      assertThat(output.toString()).doesNotContain(planted);
      assertThat(filesHolding(planted.getBytes(UTF_8), data.resolve("logs"))).isEmpty();
      assertThat(deadLetterHeaders(topics)).noneMatch(header -> header.contains(planted));
    }
    for (String planted : CONTACT) {
      assertThat(filesHolding(planted.getBytes(UTF_8), data.resolve("state"))).isEmpty();
    }
  }

  /** Where a stranger wrote contact details in clear, and where such records then go. */
  private static final Set<String> FOREIGN =
      new TreeSet<>(
          List.of(
              Topics.OPINIONS_RECEIVED,
              Topics.deadLetters(Topics.OPINIONS_RECEIVED),
              Topics.OPINIONS_CLASSIFIED,
              Topics.deadLetters(Topics.OPINIONS_CLASSIFIED),
              Topics.LETTERS_ISSUED,
              Topics.deadLetters(Topics.LETTERS_ISSUED)));

  /** Topics on which people's words may be; on no others. */
  private static Set<String> withWords() {
    Set<String> topics = new TreeSet<>(FOREIGN);
    topics.add(Topics.OPINIONS_ANSWERED); // an officer may quote a person to themselves
    topics.add(Topics.OPINIONS_RATED);
    topics.add(Topics.SERVICES_RATED);
    topics.add(
        "reply-service-letters-by-opinion-changelog"); // the opening of an opinion, for letters
    return topics;
  }

  private RunningLoop start(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("OPINION_LOOP_CONTACT_KEY_BEAT", "1s");
    return RunningLoop.start(all, data, ports).awaitReady();
  }

  private void stopLoop() throws IOException {
    assertThat(loop.terminate()).isZero();
    output.append(loop.output());
    loop.close();
  }

  private static String thisHalf() {
    LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    return today.getYear() + (today.getMonthValue() <= 6 ? "-H1" : "-H2");
  }

  private static String contact() {
    return """
        "contact":{"name":"%s","email":"%s@example.org","phone":"%s","webhook":"https://%s/x"}"""
        .formatted(NAME, MAIL, PHONE, HOOK);
  }

  private String handIn(String text) {
    HttpResponse<String> answer =
        post(
            "/v1/opinions",
            "local-channel-key",
            "application/json",
            "{\"channel\":\"website\",\"text\":\"%s\",%s}".formatted(text, contact()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JSON.readTree(answer.body()).path("opinionId").asString();
  }

  private void handInFiles() {
    String lines =
        """
        {"channel":"hotline","text":"%s",%s}
        {"channel":"hotline","text":17,%s}
        {"channel":"%s","text":"%s"
        """
            .formatted(WORDS, contact(), contact(), PHONE, WORDS);
    String table =
        """
        channel,text,contact.name,contact.email,contact.phone
        meeting,%s,%s,%s@example.org,%s
        meeting,,%s,%s,%s
        """
            .formatted(WORDS, NAME, MAIL, PHONE, NAME, MAIL, PHONE);
    for (HttpResponse<String> answer :
        List.of(
            post("/v1/opinions:batch", "local-channel-key", "application/x-ndjson", lines),
            post("/v1/opinions:batch", "local-channel-key", "text/csv", table))) {
      assertThat(answer.body()).contains("accepted").contains("rejected");
      refusals.add(answer.body());
    }
  }

  private void handInWhatDoesNotFit() {
    String json = "application/json";
    refused(post("/v1/opinions", "local-channel-key", json, "{\"text\":\"" + WORDS + MAIL), 400);
    refused(
        post(
            "/v1/opinions",
            "local-channel-key",
            json,
            "{\"channel\":\"%s\",\"text\":[\"%s\"],\"contact\":{\"email\":\"%s %s\",\"phone\":\"x%s\"}}"
                .formatted(NAME, WORDS, NAME, MAIL, PHONE)),
        400);
    refused(
        post(
            "/v1/opinions",
            "local-channel-key",
            json,
            "{\"channel\":\"website\",\"text\":\"x\",\"%s\":1,\"contact\":\"%s\"}"
                .formatted(WORDS, PHONE)),
        400);
    refused(post("/v1/opinions", PHONE, json, "{\"text\":\"" + WORDS + "\"}"), 401);
    refused(post("/v1/opinions/" + PHONE + "/rating", null, json, "{\"level\":9}"), 404);
    refused(
        post(
            "/v1/opinions/" + kept + "/rating",
            null,
            json,
            "{\"level\":\"%s\",\"resolved\":\"%s\"}".formatted(PHONE, WORDS)),
        400);
    refused(get(ports.reporting(), "/v1/opinions/" + PHONE, null), 404);
    refused(get(ports.reporting(), "/v1/metrics?from=" + PHONE, "local-analyst-key"), 400);
  }

  private void refused(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    refusals.add(answer.body() + answer.headers().map());
  }

  private void plantForeignRecords() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String topic :
          List.of(Topics.OPINIONS_RECEIVED, Topics.OPINIONS_CLASSIFIED, Topics.LETTERS_ISSUED)) {
        for (String value :
            List.of(
                WORDS + NAME,
                "{\"opinionId\":\"" + MAIL + "\",\"text\":\"" + WORDS + "\"}",
                "{\"opinionId\":\""
                    + kept
                    + "\",\"channel\":{\""
                    + PHONE
                    + "\":\""
                    + HOOK
                    + "\"}}")) {
          var unused =
              producer.send(
                  new ProducerRecord<>(topic, NAME.getBytes(UTF_8), value.getBytes(UTF_8)));
        }
      }
    }
  }

  private void awaitForeignRecordsInTheDeadLetters() {
    for (String topic :
        List.of(Topics.OPINIONS_RECEIVED, Topics.OPINIONS_CLASSIFIED, Topics.LETTERS_ISSUED)) {
      await()
          .alias("dead letters of " + topic)
          .atMost(PATIENCE)
          .until(() -> new TopicReader(ports).read(Topics.deadLetters(topic)).size() >= 3);
    }
  }

  private void rate(String id, int level) {
    HttpResponse<String> answer =
        post(
            "/v1/opinions/" + id + "/rating",
            null,
            "application/json",
            "{\"level\":%d,\"resolved\":\"no\",\"comment\":\"%s\"}".formatted(level, WORDS));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private void rateAService() {
    HttpResponse<String> answer =
        post(
            "/v1/service-ratings",
            "local-channel-key",
            "application/json",
            "{\"unit\":\"TRANSPORT\",\"service\":\"BUS_CARD\",\"level\":1,\"comment\":\"%s\"}"
                .formatted(WORDS));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private void answer(String id) {
    HttpResponse<String> answer =
        post(
            "/v1/opinions/" + id + "/answer",
            "local-officer-key",
            "application/json",
            "{\"outcome\":\"RESOLVED\",\"text\":\"已加装。%s\",\"unit\":\"TRANSPORT\"}"
                .formatted(WORDS));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private void awaitDelivered(String id, LetterKind kind, DeliveryOutcome outcome) {
    await()
        .alias(kind + " " + outcome)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              LetterDelivered delivered = delivered(id, kind);
              assertThat(delivered).isNotNull();
              assertThat(delivered.outcome()).isEqualTo(outcome);
            });
  }

  private LetterDelivered delivered(String id, LetterKind kind) {
    return new TopicReader(ports)
        .read(Topics.LETTERS_DELIVERED, JsonCodec.of(LetterDelivered.class)).stream()
            .filter(each -> each.opinionId().value().equals(id) && each.kind() == kind)
            .findFirst()
            .orElse(null);
  }

  private OpinionReceived opinion(String id) {
    return new TopicReader(ports)
        .read(Topics.OPINIONS_RECEIVED).stream()
            .filter(record -> id.equals(record.key()))
            .map(record -> JsonCodec.of(OpinionReceived.class).decode(record.value()))
            .findFirst()
            .orElseThrow();
  }

  private byte[] ownKeyOf(String id) {
    return new TopicReader(ports)
        .read(Topics.CONTACT_KEYS).stream()
            .filter(record -> record.key().startsWith(id + "/") && record.value() != null)
            .map(ConsumerRecord::value)
            .findFirst()
            .orElse(null);
  }

  /** What takes hours in a deployment. */
  private void compactInSeconds() throws Exception {
    try (Admin admin = Admin.create(kafka())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, Topics.CONTACT_KEYS),
                  Stream.of(
                          new ConfigEntry("segment.ms", "1000"),
                          new ConfigEntry("max.compaction.lag.ms", "1000"),
                          new ConfigEntry("file.delete.delay.ms", "100"))
                      .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                      .toList()))
          .all()
          .get();
    }
  }

  private Map<String, List<ConsumerRecord<String, byte[]>>> allTopics() throws Exception {
    try (Admin admin = Admin.create(kafka())) {
      return admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get().stream()
          .collect(Collectors.toMap(topic -> topic, new TopicReader(ports)::read));
    }
  }

  private static Set<String> topicsHolding(
      List<String> planted, Map<String, List<ConsumerRecord<String, byte[]>>> topics) {
    Set<String> holding = new TreeSet<>();
    topics.forEach(
        (topic, records) -> {
          if (records.stream().anyMatch(record -> holds(record, planted))) {
            holding.add(topic);
          }
        });
    return holding;
  }

  private static boolean holds(ConsumerRecord<String, byte[]> record, List<String> planted) {
    StringBuilder all = new StringBuilder().append(record.key());
    if (record.value() != null) {
      all.append(new String(record.value(), UTF_8));
    }
    for (Header header : record.headers()) {
      all.append(new String(header.value(), UTF_8));
    }
    return planted.stream()
        .anyMatch(each -> all.indexOf(each) >= 0 || all.indexOf(inBase64(each)) >= 0);
  }

  /** Without the end, which what follows it decides. */
  private static String inBase64(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return base64(bytes).substring(0, bytes.length / 3 * 4);
  }

  private static List<String> deadLetterHeaders(
      Map<String, List<ConsumerRecord<String, byte[]>>> topics) {
    return topics.values().stream()
        .flatMap(List::stream)
        .flatMap(record -> Stream.of(record.headers().toArray()))
        .filter(header -> header.value() != null)
        .map(header -> header.key() + new String(header.value(), UTF_8))
        .toList();
  }

  /** Of the broker's files of the topic of keys, and of reply's. */
  private List<Path> keyFilesHolding(byte[] secret) {
    List<Path> holding = new ArrayList<>();
    for (int partition = 0; partition < 6; partition++) {
      holding.addAll(
          filesHolding(
              secret, data.resolve("kafka").resolve(Topics.CONTACT_KEYS + "-" + partition)));
    }
    holding.addAll(filesHolding(secret, data.resolve("state/reply-service/contact-keys")));
    return holding;
  }

  private static List<Path> filesHolding(byte[] bytes, Path directory) {
    String sought = new String(bytes, ISO_8859_1);
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> read(file).contains(sought))
          .toList();
    } catch (IOException | UncheckedIOException vanishing) {
      return List.of(directory); // files come and go while the loop runs: look again
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String status(String id) {
    return get(ports.reporting(), "/v1/opinions/" + id, null).body();
  }

  private String metrics() {
    return get(ports.reporting(), "/v1/metrics?from=2020-01-01&to=2099-12-31", "local-analyst-key")
        .body();
  }

  private static int received(String metrics) {
    return JSON.readTree(metrics).at("/total/counts/received").asInt();
  }

  private int delete(String id, String key) {
    return send(request(ports.intake(), "/v1/opinions/" + id + "/contact", key).DELETE().build())
        .statusCode();
  }

  private HttpResponse<String> get(int port, String path, String key) {
    return send(request(port, path, key).build());
  }

  private HttpResponse<String> post(String path, String key, String type, String body) {
    return send(
        request(ports.intake(), path, key)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static HttpRequest.Builder request(int port, String path, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30));
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", "127.0.0.1:" + ports.kafka());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
