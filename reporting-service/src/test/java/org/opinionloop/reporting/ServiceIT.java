package org.opinionloop.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.opinionloop.reporting.Happenings.MONDAY;
import static org.opinionloop.reporting.Happenings.TIME;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.contracts.ServiceRated;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.streams.FaultsToDeadLetters;
import org.opinionloop.reporting.cells.Contribution;
import org.opinionloop.reporting.cells.Tally;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service against a real broker: what it counts is what happened, also across a restart. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceIT {

  static final int OPINIONS = 60;
  static final Happenings KNOWN = Happenings.monday(1_000_000);

  /** Where the changes of cases travel to their cells; Kafka Streams names it. */
  static final String CHANGES = "reporting-service-changes-repartition";

  static final HttpClient HTTP = HttpClient.newHttpClient();
  static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path state;

  static EmbeddedKafkaKraftBroker broker;
  static List<ConfigurableApplicationContext> services = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    broker = new EmbeddedKafkaKraftBroker(1, 6);
    // History is old: the broker must not tidy it away while the test looks.
    broker.brokerProperty("log.retention.ms", "-1");
    broker.brokerProperties(
        Map.of(
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0"));
    broker.afterPropertiesSet();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
      List<NewTopic> topics = new ArrayList<>();
      for (String topic : Topics.ALL) {
        topics.add(new NewTopic(topic, 6, (short) 1));
        topics.add(new NewTopic(Topics.deadLetters(topic), 6, (short) 1));
      }
      admin.createTopics(topics).all().get();
    }
    publish();
    services.add(service("one", "one"));
  }

  @AfterAll
  static void stop() {
    services.forEach(ConfigurableApplicationContext::close);
    broker.destroy();
  }

  @Test
  @Order(1)
  void countsEverythingExactlyOnceInWhateverOrderItCame() {
    awaitSettled(services.get(0));

    JsonNode metrics =
        get(services.get(0), "/v1/metrics?from=2026-01-01&to=2026-12-31&by=theme,channel");
    Tally expected = expected();
    expected
        .counts()
        .forEach(
            (count, n) ->
                assertThat(metrics.at("/total/counts/" + count.code()).asLong())
                    .as(count.code())
                    .isEqualTo(n));
    long sum = 0;
    for (JsonNode row : metrics.get("rows")) {
      sum += row.at("/counts/received").asLong();
    }
    assertThat(sum).isEqualTo(OPINIONS + 1);
    assertThat(metrics.at("/total/rates/answerRate/numerator").asLong())
        .isEqualTo(metrics.at("/total/counts/answered").asLong());
    assertThat(metrics.at("/total/durations/answer/count").asLong())
        .isEqualTo(metrics.at("/total/counts/answered").asLong());
    assertThat(body(services.get(0), "/actuator/prometheus", null))
        .contains("loop_imbalance{service=\"reporting-service\"} 0.0");
  }

  @Test
  @Order(2)
  void aRecordThatRunsIntoABugIsDeadLettered() {
    assertThat(services.get(0).getBean(StreamsBuilderFactoryBean.class).getStreamsConfiguration())
        .containsEntry(
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FaultsToDeadLetters.class);
    assertThat(services.get(0).getBean(StreamsBuilderFactoryBean.class))
        .extracting("streamsUncaughtExceptionHandler")
        .isNotNull();
  }

  @Test
  @Order(2)
  void publishesCasesAndCellsThatAgree() {
    Snapshot loop = snapshot();

    assertThat(loop.cases()).hasSize(OPINIONS + 1);
    assertThat(loop.cells()).isEqualTo(recounted(loop.cases()));
  }

  /** What the two topics said at one and the same instant. */
  private record Snapshot(Map<String, CaseState> cases, Map<String, Tally> cells) {}

  /**
   * Cells follow their cases by one transaction, and time passing may move both between two looks.
   * So: no cell has changed since before the cases were read, and every change of a case that could
   * be read has arrived in its cell. Only then may the two be compared, and then they must agree.
   */
  private static Snapshot snapshot() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              Map<String, Tally> cells = cells();
              Map<String, CaseState> cases = latest(Topics.CASES, CaseState.class);
              boolean still = lag() == 0 && cells.equals(cells());
              return still ? Optional.of(new Snapshot(cases, cells)) : Optional.<Snapshot>empty();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  private static Map<String, Tally> cells() {
    Map<String, Tally> cells = new TreeMap<>();
    latest(Topics.METRICS, LoopMetrics.class)
        .forEach(
            (key, cell) -> cells.put(key, new Tally(cell.counts(), cell.durations(), Map.of())));
    return cells;
  }

  private static Map<String, Tally> recounted(Map<String, CaseState> cases) {
    Map<String, Tally> cells = new TreeMap<>();
    for (CaseState each : cases.values()) {
      Contribution contribution = Contribution.of(each, TIME);
      Tally tally =
          new Tally(contribution.tally().counts(), contribution.tally().durations(), Map.of());
      cells.merge(contribution.cell().key(), tally, Tally::plus);
    }
    return cells;
  }

  @Test
  @Order(3)
  void setsMalformedRecordsAside() {
    assertThat(records(Topics.deadLetters(Topics.OPINIONS_RECEIVED)))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isEqualTo(new byte[] {1, 2, 3}));
  }

  @Test
  @Order(4)
  void tellsThePersonHowTheirOpinionIsGettingOn() {
    String typed = KNOWN.id.value().replace("-", "").toLowerCase(java.util.Locale.ROOT);

    JsonNode opinion = json(body(services.get(0), "/v1/opinions/" + typed, null));

    assertThat(opinion.get("opinionId").asString()).isEqualTo(KNOWN.id.value());
    assertThat(opinion.get("state").asString()).isEqualTo("ANSWERED");
    assertThat(opinion.get("themeName").asString()).isEqualTo("服务改进");
    assertThat(opinion.get("receivedAt").asString()).isEqualTo("2026-03-09T02:00:00.000Z");
    assertThat(opinion.get("answerBy").asString()).isEqualTo("2026-03-16");
    assertThat(opinion.get("history")).hasSize(5);
    assertThat(status(services.get(0), "/v1/opinions/" + Happenings.id(77_777), null))
        .isEqualTo(404);
    assertThat(status(services.get(0), "/v1/opinions/nonsense", null)).isEqualTo(404);
  }

  @Test
  @Order(5)
  void pagesThroughTheWorkListWithoutMissingOrRepeatingACase() {
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(services.get(0), "/v1/cases?limit=7" + cursor);
      page.get("cases").forEach(each -> all.add(each.get("opinionId").asString()));
      cursor = page.has("next") ? "&cursor=" + page.get("next").asString() : null;
    } while (cursor != null);

    assertThat(all).hasSize(OPINIONS + 1).doesNotHaveDuplicates();
    JsonNode overdue = get(services.get(0), "/v1/cases?overdue=true&limit=500");
    long counted =
        get(services.get(0), "/v1/metrics?from=2026-01-01&to=2026-12-31")
            .at("/total/counts/overdue")
            .asLong();
    assertThat(overdue.get("cases")).hasSize((int) counted);
    JsonNode facilities = get(services.get(0), "/v1/cases?theme=FACILITIES&limit=500");
    assertThat(facilities.get("cases"))
        .hasSize(
            (int)
                get(services.get(0), "/v1/metrics?from=2026-01-01&to=2026-12-31&theme=FACILITIES")
                    .at("/total/counts/received")
                    .asLong())
        .allMatch(each -> each.get("theme").asString().equals("FACILITIES"));
    assertThat(status(services.get(0), "/v1/cases?cursor=nonsense", "test-analyst-key"))
        .isEqualTo(400);
    JsonNode settled = get(services.get(0), "/v1/cases?unit=TRANSPORT&state=answered&limit=500");
    assertThat(settled.get("cases"))
        .isNotEmpty()
        .allMatch(each -> each.get("unit").asString().equals("TRANSPORT"))
        .allMatch(each -> each.get("status").asString().equals("ANSWERED"));
  }

  @Test
  @Order(6)
  void showsFiguresAndWorkListsOnlyToThoseWhoMay() {
    ConfigurableApplicationContext one = services.get(0);
    assertThat(status(one, "/v1/metrics", null)).isEqualTo(401);
    assertThat(status(one, "/v1/cases", "test-channel-key")).isEqualTo(403);
    assertThat(status(one, "/v1/cases?unit=HEALTH", "test-officer-key")).isEqualTo(403);
    assertThat(status(one, "/v1/cases", "test-officer-key")).isEqualTo(200);
    assertThat(status(one, "/v1/metrics?by=colour&from=soon", "test-analyst-key")).isEqualTo(400);
    assertThat(status(one, "/internal/opinions/" + KNOWN.id, null)).isEqualTo(404);
  }

  @Test
  @Order(7)
  void givesTheSameFiguresAsCsv() {
    String csv =
        body(
            services.get(0),
            "/v1/metrics?from=2026-01-01&to=2026-12-31&by=theme&format=csv",
            "test-analyst-key");

    assertThat(csv.lines().findFirst().orElseThrow()).startsWith("theme,received,valid,");
    assertThat(csv).contains("SERVICE,");
  }

  @Test
  @Order(7)
  void writesTheLetterOfAPeriodInEveryForm() {
    ConfigurableApplicationContext one = services.get(0);
    JsonNode letter = get(one, "/v1/reports/2026-H1");
    long valid =
        get(one, "/v1/metrics?period=2026-H1&compare=true").at("/total/counts/valid").asLong();

    assertThat(letter.get("sections")).hasSize(5);
    assertThat(letter.get("figures"))
        .filteredOn(figure -> figure.get("name").asString().equals("counts.valid"))
        .singleElement()
        .satisfies(
            figure -> {
              assertThat(figure.get("value").asLong()).isEqualTo(valid);
              assertThat(
                      get(one, figure.get("query").asString()).at("/total/counts/valid").asLong())
                  .isEqualTo(valid);
            });
    assertThat(body(one, "/v1/reports/2026-H1?format=md", "test-analyst-key"))
        .contains("其中有效意见" + valid + "件");
    assertThat(body(one, "/v1/reports/2026-H1?format=html", "test-analyst-key")).contains("<svg");
    assertThat(body(one, "/v1/reports/2026-H1?format=pdf", "test-analyst-key")).startsWith("%PDF");
    assertThat(status(one, "/v1/reports/2026-H9", "test-analyst-key")).isEqualTo(400);
    assertThat(status(one, "/v1/reports/2026-H1", null)).isEqualTo(401);
  }

  @Test
  @Order(7)
  void countsRatingsOfServicesOnceAndKeepsThemOutOfTheLoop() {
    String question = "/v1/service-ratings?period=2026-H1&by=unit,service";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(services.get(0), question).at("/total/counts/rated").asLong() >= 3);
    JsonNode ratings = get(services.get(0), question);

    assertThat(ratings.at("/total/counts/rated").asLong()).isEqualTo(3);
    assertThat(ratings.at("/rows/0/unit").asString()).isEqualTo("LABOUR");
    assertThat(ratings.at("/rows/0/service").asString()).isEqualTo("PENSION");
    assertThat(ratings.at("/rows/0/levels/1").asLong()).isEqualTo(1);
    assertThat(ratings.at("/rows/0/rates/satisfactionRate/numerator").asLong()).isEqualTo(2);
    assertThat(status(services.get(0), "/v1/service-ratings", "test-channel-key")).isEqualTo(403);
    assertThat(status(services.get(0), "/v1/service-ratings?by=theme", "test-analyst-key"))
        .isEqualTo(400);
  }

  @Test
  @Order(7)
  void listsMeasuresByWhatTheyAre() {
    ConfigurableApplicationContext one = services.get(0);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(get(one, "/v1/measures").get("total").asLong()).isEqualTo(2));
    assertThat(get(one, "/v1/measures?state=kept").at("/measures/0/measureId").asString())
        .isEqualTo("KEPT");
    JsonNode overdue = get(one, "/v1/measures?overdue=true&unit=TRANSPORT&theme=FACILITIES");
    assertThat(overdue.at("/measures/0/measureId").asString()).isEqualTo("LATE");
    JsonNode first = get(one, "/v1/measures?limit=1");
    JsonNode second = get(one, "/v1/measures?limit=1&cursor=" + first.get("next").asString());
    assertThat(first.at("/measures/0/measureId")).isNotEqualTo(second.at("/measures/0/measureId"));
    assertThat(second.has("next")).isFalse();
    assertThat(status(one, "/v1/measures", null)).isEqualTo(401);
    assertThat(status(one, "/v1/measures?state=lost&cursor=x", "test-analyst-key")).isEqualTo(400);
  }

  @Test
  @Order(7)
  void comparesEveryRowWithThePeriodBeforeAndTheYearBefore() {
    JsonNode months =
        get(services.get(0), "/v1/metrics?period=2026-H1&by=month&compare=true").get("rows");
    Map<String, Long> received = new TreeMap<>();
    months.forEach(
        row -> received.put(row.get("month").asString(), row.at("/counts/received").asLong()));

    assertThat(received).containsKeys("2026-03", "2026-04");
    for (JsonNode row : months) {
      JsonNode before = row.at("/change/0");
      long then =
          received.getOrDefault(
              YearMonth.parse(row.get("month").asString()).minusMonths(1).toString(), 0L);
      assertThat(before.get("with").asString()).isEqualTo("before");
      assertThat(before.at("/counts/received").asLong())
          .isEqualTo(received.get(row.get("month").asString()) - then);
      assertThat(row.at("/change/1/with").asString()).isEqualTo("yearBefore");
    }
    assertThat(
            status(services.get(0), "/v1/metrics?by=month,week&compare=true", "test-analyst-key"))
        .isEqualTo(400);
  }

  @Test
  @Order(7)
  void namesAQuestionBehindEveryFigureOfTheLetterWhoseAnswerHoldsIt() {
    ConfigurableApplicationContext one = services.get(0);
    for (String period : List.of("2026-H1", "2026-04")) {
      JsonNode figures = get(one, "/v1/reports/" + period).get("figures");
      Map<String, JsonNode> answers = new HashMap<>();

      assertThat(figures.size()).isGreaterThan(30);
      for (JsonNode figure : figures) {
        JsonNode answer =
            answers.computeIfAbsent(figure.get("query").asString(), query -> get(one, query));
        assertThat(at(answer, figure.get("path").asString()).asDouble())
            .as(figure.toString())
            .isCloseTo(figure.get("number").asDouble(), within(1e-9));
      }
    }
  }

  /** The one node at a path as figures have it: members, and one filter by a member's value. */
  private static JsonNode at(JsonNode node, String path) {
    Matcher step =
        Pattern.compile("\\.(\\w+)|\\['([^']+)'\\]|\\[\\?@\\.(\\w+)=='([^']*)'\\]")
            .matcher(path.substring(1));
    JsonNode at = node;
    while (step.find()) {
      if (step.group(3) == null) {
        at = at.get(step.group(1) != null ? step.group(1) : step.group(2));
      } else {
        String name = step.group(3);
        String value = step.group(4);
        List<JsonNode> found =
            at.valueStream().filter(each -> each.get(name).asString().equals(value)).toList();
        assertThat(found).as(path).hasSize(1);
        at = found.get(0);
      }
      assertThat(at).as(path).isNotNull();
    }
    return at;
  }

  @Test
  @Order(8)
  void keepsEverythingAcrossARestartAndAnswersTheSameFromEveryInstance() {
    String before =
        get(services.get(0), "/v1/metrics?from=2026-01-01&to=2026-12-31&by=theme,unit").toString();
    services.remove(0).close();
    int port = freePort();
    int other = freePort();
    services.add(service("one", "--server.port=" + port, peers(port)));
    services.add(service("two", "--server.port=" + other, peers(other)));

    for (ConfigurableApplicationContext each : services) {
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                assertThat(
                        get(each, "/v1/metrics?from=2026-01-01&to=2026-12-31&by=theme,unit")
                            .toString())
                    .isEqualTo(before);
                assertThat(get(each, "/v1/cases?limit=500").get("cases")).hasSize(OPINIONS + 1);
                for (int i = 0; i < OPINIONS; i++) {
                  assertThat(status(each, "/v1/opinions/" + Happenings.id(i), null)).isEqualTo(200);
                }
              });
    }
  }

  private static String peers(int port) {
    return "--opinion-loop.reporting.peers.advertised=127.0.0.1:" + port;
  }

  /** Sixty random lives, shuffled and redelivered, one known life, and one record of garbage. */
  private static void publish() throws Exception {
    Random random = new Random(7);
    List<List<Event>> lives = new ArrayList<>();
    for (int i = 0; i < OPINIONS; i++) {
      lives.add(
          new ArrayList<>(
              Happenings.delivered(random, Happenings.life(random, Happenings.id(i), MONDAY))));
    }
    lives.add(
        List.of(
            KNOWN.answered(MONDAY.plusSeconds(7_200)),
            KNOWN.classified(),
            KNOWN.received(),
            KNOWN.issued(LetterKind.ACKNOWLEDGEMENT, 1, 5),
            KNOWN.delivered(LetterKind.ACKNOWLEDGEMENT, 1, DeliveryOutcome.DELIVERED)));
    Properties properties = new Properties();
    properties.put("bootstrap.servers", broker.getBrokersAsString());
    // one at a time: to a partition that is still coming up, a second batch may overtake the first
    properties.put("max.in.flight.requests.per.connection", 1);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.OPINIONS_RECEIVED, "x", new byte[] {1, 2, 3}));
      for (int level : new int[] {5, 4, 1}) {
        for (int again = 0; again < 2; again++) { // a channel hands in what it did before
          ServiceRated rating =
              new ServiceRated(
                  "rating-" + level,
                  "hotline",
                  "LABOUR",
                  "PENSION",
                  level,
                  null,
                  null,
                  MONDAY,
                  MONDAY.plusSeconds(again));
          producer.send(
              new ProducerRecord<>(
                  Topics.SERVICES_RATED,
                  rating.recordKey(),
                  JsonCodec.of(ServiceRated.class).encode(rating)));
        }
      }
      for (MeasureRecorded measure :
          List.of(
              measure("KEPT", MeasureState.KEPT, null, 48),
              measure("KEPT", MeasureState.PLANNED, "加装雨棚", 24),
              measure("LATE", MeasureState.PLANNED, "更换路灯", 24))) {
        producer.send(
            new ProducerRecord<>(
                Topics.MEASURES_RECORDED,
                measure.recordKey(),
                JsonCodec.of(MeasureRecorded.class).encode(measure)));
      }
      int longest = lives.stream().mapToInt(List::size).max().orElseThrow();
      for (int step = 0; step < longest; step++) {
        Collections.shuffle(lives, random);
        for (List<Event> life : lives) {
          if (step < life.size()) {
            Event event = life.get(step);
            producer.send(
                new ProducerRecord<>(
                    EVENTS.get(event.getClass()), event.opinionId().value(), encode(event)));
          }
        }
      }
    }
  }

  private static MeasureRecorded measure(
      String id, MeasureState state, @Nullable String text, int hours) {
    Instant at = MONDAY.plus(Duration.ofHours(hours));
    return new MeasureRecorded(
        id,
        "TRANSPORT",
        state,
        text == null ? null : "FACILITIES",
        text,
        text == null ? null : LocalDate.of(2026, 4, 30),
        null,
        List.of(KNOWN.id),
        List.of(),
        "key",
        at,
        at);
  }

  private static final Map<Class<?>, String> EVENTS = Happenings.TOPICS;

  private static final Map<Class<?>, JsonCodec<?>> CODECS = new HashMap<>();

  @SuppressWarnings("unchecked")
  private static byte[] encode(Event event) {
    return ((JsonCodec<Event>) CODECS.computeIfAbsent(event.getClass(), JsonCodec::of))
        .encode(event);
  }

  /** The figures worked out again from the published cases. */
  private static Tally expected() {
    return latest(Topics.CASES, CaseState.class).values().stream()
        .map(each -> Contribution.of(each, TIME).tally())
        .reduce(Tally.ZERO, Tally::plus);
  }

  private static void awaitSettled(ConfigurableApplicationContext service) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(status(service, "/actuator/health/readiness", null)).isEqualTo(200);
              JsonNode counts =
                  get(service, "/v1/metrics?from=2026-01-01&to=2026-12-31").at("/total/counts");
              assertThat(counts.get("received").asLong()).isEqualTo(OPINIONS + 1);
              Tally cases = expected();
              cases
                  .counts()
                  .forEach(
                      (count, n) -> assertThat(counts.get(count.code()).asLong()).isEqualTo(n));
              assertThat(lag()).isZero();
            });
  }

  /** How many records the service has not read, or read and not yet committed. */
  private static long lag() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
      var committed =
          admin.listConsumerGroupOffsets("reporting-service").partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, org.apache.kafka.clients.admin.OffsetSpec> ends = new HashMap<>();
      List<String> read = new ArrayList<>(EVENTS.values());
      read.add(CHANGES);
      for (String topic : read) {
        for (int partition = 0; partition < 6; partition++) {
          ends.put(
              new TopicPartition(topic, partition),
              org.apache.kafka.clients.admin.OffsetSpec.latest());
        }
      }
      long lag = 0;
      for (var end : admin.listOffsets(ends).all().get().entrySet()) {
        var offset = committed.get(end.getKey());
        lag += end.getValue().offset() - (offset == null ? 0 : offset.offset());
      }
      return lag;
    }
  }

  private static ConfigurableApplicationContext service(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--logging.level.root=WARN",
                "--logging.level.org.apache.kafka=ERROR",
                "--spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                "--opinion-loop.state-dir=" + state.resolve(name),
                "--opinion-loop.reporting.peers.key=a-key-for-tests-only",
                "--spring.config.additional-location=classpath:test-keys.yml"));
    for (String each : more) {
      if (each.startsWith("--server.port")) {
        arguments.set(0, each);
      } else if (each.startsWith("--")) {
        arguments.add(each);
      }
    }
    return ReportingApplication.builder().run(arguments.toArray(String[]::new));
  }

  private static int freePort() {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new java.io.UncheckedIOException(none);
    }
  }

  private static <T> Map<String, T> latest(String topic, Class<T> type) {
    JsonCodec<T> codec = JsonCodec.of(type);
    Map<String, T> latest = new TreeMap<>();
    for (ConsumerRecord<String, byte[]> record : records(topic)) {
      if (record.value() == null) {
        latest.remove(record.key());
      } else {
        latest.put(record.key(), codec.decode(record.value()));
      }
    }
    return latest;
  }

  private static List<ConsumerRecord<String, byte[]>> records(String topic) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", broker.getBrokersAsString());
    properties.put("isolation.level", "read_committed");
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          java.util.stream.IntStream.range(0, 6)
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Instant until = Instant.now().plusSeconds(20);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))
          && Instant.now().isBefore(until)) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static JsonNode get(ConfigurableApplicationContext service, String path) {
    return json(body(service, path, "test-analyst-key"));
  }

  private static JsonNode json(String body) {
    return JSON.readTree(body);
  }

  private static String body(ConfigurableApplicationContext service, String path, String key) {
    HttpResponse<String> response = send(service, path, key);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }

  private static int status(ConfigurableApplicationContext service, String path, String key) {
    return send(service, path, key).statusCode();
  }

  private static HttpResponse<String> send(
      ConfigurableApplicationContext service, String path, String key) {
    int port = ((WebServerApplicationContext) service).getWebServer().getPort();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
