package org.opinionloop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.opinionloop.local.PlantedPerson.CONTACT;
import static org.opinionloop.local.PlantedPerson.MAIL;
import static org.opinionloop.local.PlantedPerson.WORDS;

import java.io.IOException;
import java.net.http.HttpResponse;
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
import org.apache.kafka.common.config.ConfigResource;
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
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Three by themselves, one of each file, and what was said beside a low rating. */
  private static final int HANDED_IN = 6;

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
  private final PlantedPerson person = new PlantedPerson(ports);
  private final StringBuilder output = new StringBuilder();
  private RunningLoop loop;
  private String withdrawn;

  /** Withdrawn by an officer, whom the person has asked to. */
  private String asked;

  private String kept;

  @BeforeAll
  void runTheLoopAndHandIn() throws Exception {
    loop = start(Map.of());
    withdrawn = person.handIn("幸福路站台没有雨棚，下雨天老人小孩只能淋着等车，希望尽快加装。" + WORDS);
    asked = person.handIn("小区门口的路灯坏了一个星期，晚上回家看不清路，请派人来修。" + WORDS);
    kept = person.handIn("建议图书馆周末把开放时间延长到晚上九点，方便上班族借书还书。" + WORDS);
    person.handInFiles();
    person.handInWhatDoesNotFit(kept);
    person.plantForeignRecords(kept);
    for (String id : List.of(withdrawn, asked, kept)) {
      new Doors(ports).awaitAcknowledged(id);
      awaitDelivered(id, LetterKind.ACKNOWLEDGEMENT, DeliveryOutcome.DELIVERED);
    }
    person.rate(kept, 5);
    person.rateAService();
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
        assertThat(person.get(port, "/actuator" + path, null).statusCode()).as(at).isEqualTo(401);
        assertThat(person.get(port, "/actuator" + path, "local-officer-key").statusCode())
            .as(at)
            .isEqualTo(403);
      }
      assertThat(person.get(port, "/actuator/health", null).body())
          .contains("\"status\":\"UP\"")
          .doesNotContain("components");
      assertThat(person.get(port, "/actuator/prometheus", null).statusCode()).isEqualTo(200);
      HttpResponse<String> materials =
          person.get(port, "/actuator/sbom/application", "local-operator-key");
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
    await().atMost(PATIENCE).ignoreExceptions().until(() -> received(metrics()) == HANDED_IN);
    String before = metrics();

    assertThat(person.delete(withdrawn, null)).isEqualTo(202);
    assertThat(person.delete(withdrawn, null)).isEqualTo(202);
    assertThat(person.delete(asked, "local-officer-key")).isEqualTo(202);

    for (String id : List.of(withdrawn, asked)) {
      person.answer(id);
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

    String fresh = person.handIn("地铁口的自行车又堵住盲道了。");
    person.answer(kept);

    awaitDelivered(fresh, LetterKind.ACKNOWLEDGEMENT, DeliveryOutcome.DELIVERED);
    awaitDelivered(kept, LetterKind.ANSWER, DeliveryOutcome.DELIVERED);
    assertThat(opinion(fresh).contact().keyId()).isEqualTo("next");
    assertThat(opinion(kept).contact().keyId()).isEqualTo("local-1");
    for (String letter : List.of(fresh + ".acknowledgement.1.eml", kept + ".answer.1.eml")) {
      assertThat(data.resolve("outbox").resolve(letter)).content().contains(MAIL);
    }
    // And a withdrawal outlives a restart, though the key's own records may be gone.
    person.rate(withdrawn, 1);
    awaitDelivered(withdrawn, LetterKind.SECOND_HANDLING, DeliveryOutcome.SUPPRESSED);
  }

  @Test
  @Order(4)
  void contactDetailsAreNowhereAndWordsOnlyWhereTheyBelong() throws Exception {
    awaitForeignRecordsInTheDeadLetters();
    List<String> figures = new ArrayList<>();
    for (Service.Which which : Service.Which.values()) {
      figures.add(person.get(which.port(ports), "/actuator/prometheus", null).body());
      figures.add(
          person.get(which.port(ports), "/actuator/deadletters", "local-operator-key").body());
    }
    figures.add(status(kept));
    figures.add(metrics());
    for (String path : FIGURES) {
      HttpResponse<String> answer = person.get(ports.reporting(), path, "local-analyst-key");
      assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
      figures.add(answer.body());
    }
    Map<String, List<ConsumerRecord<String, byte[]>>> topics = allTopics();
    stopLoop();

    assertThat(topics.keySet())
        .containsAll(Topics.ALL)
        .contains(Topics.deadLetters(Topics.OPINIONS_RECEIVED), Topics.CONTACT_KEYS)
        .anyMatch(topic -> topic.endsWith("letters-by-opinion-changelog"));
    assertThat(person.refusals()).hasSizeGreaterThan(6);
    // The search finds what is there: letters name the person, and the topic of opinions has words.
    assertThat(Search.filesHolding(MAIL.getBytes(UTF_8), data.resolve("outbox"))).isNotEmpty();
    assertThat(Search.topicsHolding(List.of(WORDS), topics)).contains(Topics.OPINIONS_RECEIVED);

    assertThat(Search.topicsHolding(CONTACT, topics)).isEqualTo(FOREIGN);
    assertThat(Search.topicsHolding(List.of(WORDS), topics)).isSubsetOf(withWords());
    for (String planted : Stream.concat(CONTACT.stream(), Stream.of(WORDS)).toList()) {
      assertThat(person.refusals()).as("answers").noneMatch(answer -> answer.contains(planted));
      assertThat(figures).as("figures").noneMatch(answer -> answer.contains(planted));
      assertThat(output.toString()).doesNotContain(planted);
      assertThat(Search.filesHolding(planted.getBytes(UTF_8), data.resolve("logs"))).isEmpty();
      assertThat(Search.headers(topics)).noneMatch(header -> header.contains(planted));
    }
    for (String planted : CONTACT) {
      assertThat(Search.filesHolding(planted.getBytes(UTF_8), data.resolve("state"))).isEmpty();
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

  private void awaitForeignRecordsInTheDeadLetters() {
    for (String topic : PlantedPerson.FOREIGN_TO) {
      await()
          .alias("dead letters of " + topic)
          .atMost(PATIENCE)
          .until(() -> new TopicReader(ports).read(Topics.deadLetters(topic)).size() >= 3);
    }
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

  /** Of the broker's files of the topic of keys, and of reply's. */
  private List<Path> keyFilesHolding(byte[] secret) {
    List<Path> holding = new ArrayList<>();
    for (int partition = 0; partition < 6; partition++) {
      holding.addAll(
          Search.filesHolding(
              secret, data.resolve("kafka").resolve(Topics.CONTACT_KEYS + "-" + partition)));
    }
    holding.addAll(Search.filesHolding(secret, data.resolve("state/reply-service/contact-keys")));
    return holding;
  }

  private String status(String id) {
    return person.get(ports.reporting(), "/v1/opinions/" + id, null).body();
  }

  private String metrics() {
    return person
        .get(ports.reporting(), "/v1/metrics?from=2020-01-01&to=2099-12-31", "local-analyst-key")
        .body();
  }

  private static int received(String metrics) {
    return JSON.readTree(metrics).at("/total/counts/received").asInt();
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", "127.0.0.1:" + ports.kafka());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
