package org.opinionloop.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.contracts.Resolved;
import org.opinionloop.contracts.ServiceRated;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.contracts.contact.ContactWithdrawn;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs: over HTTP, with a real broker behind it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IntakeServiceIT {

  static final JsonCodec<OpinionReceived> RECEIVED = JsonCodec.of(OpinionReceived.class);
  static final JsonMapper JSON = JsonMapper.shared();
  static final int FUZZ_INPUTS = Integer.getInteger("fuzz.inputs", 30_000);
  static final String ID = OpinionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}).value();

  static Deployment deployment;
  static HttpClient http;

  @BeforeAll
  static void start() {
    deployment = new Deployment();
    http = HttpClient.newHttpClient();
    await().atMost(Duration.ofSeconds(20)).until(() -> get("/actuator/health/readiness") == 200);
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  @Test
  void says202OnlyWhenTheOpinionIsOnTheTopic() {
    HttpResponse<String> answer =
        post(
            "/v1/opinions",
            Deployment.CHANNEL,
            """
            {"channel": "website", "title": "路灯", "text": "人民路的路灯坏了三天", "externalId": "first",
             "submittedAt": "2026-03-05 08:30:00", "district": "东城区", "shoeSize": 43}
            """);

    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode body = json(answer);
    String id = body.get("opinionId").stringValue();
    assertThat(body.get("status").stringValue()).isEqualTo("received");
    assertThat(body.get("statusUrl").stringValue())
        .isEqualTo("http://127.0.0.1:8084/v1/opinions/" + id);
    ConsumerRecord<byte[], byte[]> message = onTopic(id).get(0);
    OpinionReceived event = RECEIVED.decode(message.value());
    assertThat(event.opinionId().value()).isEqualTo(id);
    assertThat(event.text()).isEqualTo("人民路的路灯坏了三天");
    assertThat(event.language()).isEqualTo("zh-Hans");
    assertThat(event.submittedAt()).isEqualTo("2026-03-05T00:30:00Z");
    assertThat(event.imported()).isFalse();
    assertThat(event.letters()).isTrue();
    assertThat(header(message, "ce_type")).isEqualTo("org.opinionloop.OpinionReceived");
    assertThat(header(message, "ce_subject")).isEqualTo(id);
  }

  @Test
  void says200WithTheSameNumberWhenItIsHandedInAgain() {
    String body = "{\"channel\": \"website\", \"text\": \"again\", \"externalId\": \"again-1\"}";

    HttpResponse<String> first = post("/v1/opinions", Deployment.CHANNEL, body);
    HttpResponse<String> second = post("/v1/opinions", Deployment.CHANNEL, body);

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second)).isEqualTo(json(first));
    assertThat(onTopic(json(first).get("opinionId").stringValue())).hasSize(1);
  }

  @Test
  void theHeaderIdempotencyKeyStandsInForTheExternalId() {
    String body = "{\"channel\": \"website\", \"text\": \"header\"}";

    String first =
        json(post("/v1/opinions", Deployment.CHANNEL, body, "Idempotency-Key", "\"h-1\""))
            .get("opinionId")
            .stringValue();
    HttpResponse<String> second =
        post(
            "/v1/opinions",
            Deployment.CHANNEL,
            "{\"channel\": \"website\", \"text\": \"header\", \"externalId\": \"h-1\"}");

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).get("opinionId").stringValue()).isEqualTo(first);
  }

  @Test
  void handedInManyTimesAtOnceItIsPublishedOnce() {
    String body = "{\"channel\": \"website\", \"text\": \"at once\", \"externalId\": \"at-once\"}";

    List<HttpResponse<String>> answers =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    http.sendAsync(
                        request("/v1/opinions", Deployment.CHANNEL, body, "application/json"),
                        BodyHandlers.ofString()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 202);
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 202).hasSize(1);
    assertThat(onTopic(json(answers.get(0)).get("opinionId").stringValue())).hasSize(1);
  }

  @Test
  void reportsEverythingThatIsWrongAtOnceAndRepeatsNothing() {
    HttpResponse<String> answer =
        post(
            "/v1/opinions",
            Deployment.CHANNEL,
            """
            {"channel": "carrier-pigeon", "text": 42, "language": "not a tag", "submittedAt": "soon",
             "receivedAt": "2026-01-01T00:00:00Z", "acknowledge": false, "title": ["x"],
             "contact": {"email": "planted at example.org", "phone": "planted", "webhook": "file:///etc"}}
            """);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(json(answer).get("violations").values())
        .extracting(violation -> violation.get("field").stringValue())
        .containsExactlyInAnyOrder(
            "channel",
            "text",
            "title",
            "language",
            "submittedAt",
            "receivedAt",
            "acknowledge",
            "contact.email",
            "contact.phone",
            "contact.webhook");
    assertThat(answer.body()).doesNotContain("pigeon", "planted", "soon", "/etc");
  }

  @Test
  void refusesWhatIsTooLargeWith413() {
    String body = "{\"channel\": \"website\", \"text\": \"" + "x".repeat(70_000) + "\"}";

    assertThat(post("/v1/opinions", Deployment.CHANNEL, body).statusCode()).isEqualTo(413);
    assertThat(postInPieces("/v1/opinions", Deployment.CHANNEL, body)).isEqualTo(413);
  }

  @Test
  void aConnectionCanBeUsedAgainAfterARefusal() {
    String path = "/v1/opinions/" + ID + "/correction";
    String body = "{\"theme\": \"SERVICE\", \"reason\": \"x\"}";

    for (int i = 0; i < 300; i++) {
      assertThat(post(path, Deployment.ANALYST, body).statusCode()).isEqualTo(403);
      assertThat(post(path, null, "x".repeat(70_000)).statusCode()).isEqualTo(401);
      assertThat(postInPieces(path, Deployment.OFFICER, "x".repeat(70_000))).isEqualTo(413);
      assertThat(post(path, Deployment.OFFICER, body).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void aChannelKeyIsForItsOwnChannelsOnly() {
    String website = "{\"channel\": \"website\", \"text\": \"not mine\"}";
    String hotline = "{\"channel\": \"HOTLINE\", \"text\": \"mine\"}";

    assertThat(post("/v1/opinions", Deployment.HOTLINE, website).statusCode()).isEqualTo(403);
    assertThat(post("/v1/opinions", Deployment.HOTLINE, hotline).statusCode()).isEqualTo(202);
  }

  @Test
  void anImporterBringsHistoryAndSaysWhetherLettersGoOut() {
    HttpResponse<String> answer =
        post(
            "/v1/opinions",
            Deployment.IMPORTER,
            """
            {"channel": "meeting", "text": "history", "receivedAt": "2026-01-05T10:00:00",
             "acknowledge": false}
            """);

    assertThat(answer.statusCode()).isEqualTo(202);
    OpinionReceived event =
        RECEIVED.decode(onTopic(json(answer).get("opinionId").stringValue()).get(0).value());
    assertThat(event.receivedAt()).isEqualTo("2026-01-05T02:00:00Z");
    assertThat(event.recordedAt()).isAfter("2026-06-01T00:00:00Z");
    assertThat(event.imported()).isTrue();
    assertThat(event.letters()).isFalse();
  }

  @Test
  void contactDetailsAreReadableWithThePrivateKeyAndTheOpinionsOwnKeyOnly() {
    HttpResponse<String> answer =
        post(
            "/v1/opinions",
            Deployment.CHANNEL,
            """
            {"channel": "website", "text": "sealed", "contact": {"name": "甲乙丙丁戊",
             "email": "planted@example.org", "phone": "13912345678", "webhook": "https://planted.example.org/hook"}}
            """);

    assertThat(answer.statusCode()).isEqualTo(202);
    OpinionId id = OpinionId.parse(json(answer).get("opinionId").stringValue());
    OpinionReceived event = RECEIVED.decode(onTopic(id.value()).get(0).value());
    byte[] ownKey = contactKeys(id.value()).get(event.contact().ownKey());
    assertThat(deployment.opener().open(id, event.contact(), null)).isEmpty();
    assertThat(deployment.opener().open(id, event.contact(), ownKey))
        .hasValue(
            new Contact(
                "甲乙丙丁戊", "planted@example.org", "13912345678", "https://planted.example.org/hook"));
    for (ConsumerRecord<byte[], byte[]> message : deployment.records(Topics.OPINIONS_RECEIVED)) {
      String everything =
          new String(message.key(), StandardCharsets.UTF_8)
              + new String(message.value(), StandardCharsets.UTF_8)
              + Stream.of(message.headers().toArray())
                  .map(each -> each.key() + new String(each.value(), StandardCharsets.UTF_8))
                  .collect(Collectors.joining());
      assertThat(everything).doesNotContain("甲乙丙丁戊", "planted", "13912345678");
    }
  }

  @Test
  void withdrawsContactDetailsForThePersonAndForOfficersAsOftenAsTheyAsk() {
    String number = OpinionId.of(new byte[] {7, 7, 7, 4, 5, 6, 7, 8, 9, 10}).value();
    String path = "/v1/opinions/" + number.toLowerCase(Locale.ROOT).replace("-", "") + "/contact";

    List<HttpResponse<String>> answers =
        Stream.of("", "", Deployment.OFFICER, "no such key", Deployment.CHANNEL, Deployment.ANALYST)
            .map(key -> send(delete(path, key)))
            .toList();

    assertThat(answers)
        .extracting(HttpResponse::statusCode)
        .containsExactly(202, 202, 202, 401, 403, 403);
    assertThat(json(answers.get(0)).get("status").stringValue()).isEqualTo("withdrawn");
    assertThat(contactKeys(number).values())
        .hasSize(1)
        .first()
        .extracting(value -> JsonCodec.of(ContactWithdrawn.class).decode(value).by())
        .isEqualTo("test-officer");
    assertThat(send(delete("/v1/opinions/" + number.substring(1) + "/contact", "")).statusCode())
        .isEqualTo(404);
    assertThat(get(path)).isEqualTo(405);
  }

  private static HttpRequest delete(String path, String key) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).DELETE();
    return key.isEmpty()
        ? request.build()
        : request.header("Authorization", "Bearer " + key).build();
  }

  /** What the topic of keys says of an opinion: the latest of each record key's remainder. */
  private static Map<String, byte[]> contactKeys(String id) {
    Map<String, byte[]> latest = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> message : deployment.records(Topics.CONTACT_KEYS)) {
      String key = new String(message.key(), StandardCharsets.UTF_8);
      if (key.startsWith(id)) {
        latest.put(key.substring(id.length()).replace("/", ""), message.value());
      }
    }
    return latest;
  }

  @Test
  void takesAFileOfFiveThousandLinesAndReportsOnEach() {
    String file =
        IntStream.rangeClosed(1, 5_000)
            .mapToObj(
                i ->
                    i % 100 == 0
                        ? "{\"channel\": \"website\"}"
                        : "{\"channel\":\"website\",\"text\":\"line %d\",\"externalId\":\"b-%d\"}"
                            .formatted(i, i % 100 == 1 ? 1 : i))
            .collect(Collectors.joining("\n"));

    HttpResponse<String> answer =
        post(
            "/v1/opinions:batch", Deployment.CHANNEL, file, "Content-Type", "application/x-ndjson");

    assertThat(answer.statusCode()).isEqualTo(200);
    List<JsonNode> results = answer.body().lines().map(JSON::readTree).toList();
    assertThat(results)
        .extracting(result -> result.get("line").intValue())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 5_000).boxed().toList());
    assertThat(results)
        .allSatisfy(
            result -> {
              int line = result.get("line").intValue();
              String expected =
                  line % 100 == 0
                      ? "rejected"
                      : line % 100 == 1 && line > 1 ? "repeated" : "accepted";
              assertThat(result.get("status").stringValue()).isEqualTo(expected);
            });
    List<String> accepted =
        results.stream()
            .filter(result -> result.get("status").stringValue().equals("accepted"))
            .map(result -> result.get("opinionId").stringValue())
            .toList();
    assertThat(
            deployment.records(Topics.OPINIONS_RECEIVED).stream()
                .map(message -> new String(message.key(), StandardCharsets.UTF_8))
                .filter(accepted::contains))
        .containsExactlyInAnyOrderElementsOf(accepted);
  }

  @Test
  void takesASpreadsheetWithLineBreaksInIt() {
    String file =
        "\uFEFFChannel,text,externalId,contact.email,acknowledge\r\n"
            + "website,\"第一行\n第二行, 还有\"\"引号\"\"\",csv-1,somebody@example.org,\r\n"
            + "\r\n"
            + "nowhere,x,csv-2,,\r\n"
            + "hotline,a,csv-3,,,too,many\r\n"
            + "hotline,last,csv-4";

    HttpResponse<String> answer =
        post("/v1/opinions:batch", Deployment.CHANNEL, file, "Content-Type", "text/csv");

    assertThat(answer.statusCode()).isEqualTo(200);
    List<JsonNode> results = answer.body().lines().map(JSON::readTree).toList();
    assertThat(results)
        .extracting(
            result -> result.get("line").intValue() + " " + result.get("status").stringValue())
        .containsExactly("2 accepted", "5 rejected", "6 rejected", "7 accepted");
    String id = results.get(0).get("opinionId").stringValue();
    assertThat(RECEIVED.decode(onTopic(id).get(0).value()).text()).isEqualTo("第一行\n第二行, 还有\"引号\"");
  }

  @Test
  void aFileWithoutTheNeededColumnsIsRefusedAsAWhole() {
    HttpResponse<String> answer =
        post("/v1/opinions:batch", Deployment.CHANNEL, "a,b\n1,2\n", "Content-Type", "text/csv");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("violations").values())
        .extracting(violation -> violation.get("field").stringValue())
        .containsExactlyInAnyOrder("channel", "text");
  }

  @Test
  void anOfficerAnswersForTheUnitOfTheKey() {
    HttpResponse<String> answer =
        post(
            "/v1/opinions/" + ID.toLowerCase() + "/answer",
            Deployment.OFFICER,
            "{\"outcome\": \"resolved\", \"text\": \"已修好\", \"measures\": [\"更换灯具\"]}");

    assertThat(answer.statusCode()).isEqualTo(202);
    OpinionAnswered event =
        deployment.records(Topics.OPINIONS_ANSWERED).stream()
            .map(message -> JsonCodec.of(OpinionAnswered.class).decode(message.value()))
            .filter(each -> each.text().equals("已修好"))
            .findFirst()
            .orElseThrow();
    assertThat(event.opinionId().value()).isEqualTo(ID);
    assertThat(event.unit()).isEqualTo("TRANSPORT");
    assertThat(event.answeredBy()).isEqualTo("test-officer");
    assertThat(event.measures()).containsExactly("更换灯具");
    String other = "{\"outcome\": \"resolved\", \"text\": \"x\", \"unit\": \"HEALTH\"}";
    assertThat(post("/v1/opinions/" + ID + "/answer", Deployment.OFFICER, other).statusCode())
        .isEqualTo(403);
    String none = "{\"outcome\": \"resolved\", \"text\": \"x\"}";
    assertThat(post("/v1/opinions/" + ID + "/answer", Deployment.CHIEF, none).statusCode())
        .isEqualTo(400);
  }

  @Test
  void whoHasTheNumberMayRate() {
    HttpResponse<String> answer =
        post(
            "/v1/opinions/" + ID + "/rating",
            null,
            "{\"level\": 2, \"resolved\": \"partly\", \"comment\": \"太慢\"}");

    assertThat(answer.statusCode()).isEqualTo(202);
    OpinionRated event =
        deployment.records(Topics.OPINIONS_RATED).stream()
            .map(message -> JsonCodec.of(OpinionRated.class).decode(message.value()))
            .filter(each -> "太慢".equals(each.comment()))
            .findFirst()
            .orElseThrow();
    assertThat(event.level()).isEqualTo(2);
    assertThat(event.resolved()).isEqualTo(Resolved.PARTLY);
    assertThat(event.followUp()).isFalse();
    assertThat(event.effectiveContact()).isTrue();
    assertThat(
            post(
                    "/v1/opinions/" + ID + "/rating",
                    null,
                    "{\"level\": 6, \"resolved\": \"x\", \"followUp\": true}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void anOfficerTakesLongerOrDoesNotAccept() {
    String path = "/v1/opinions/" + ID;

    assertThat(
            post(
                    path + "/extension",
                    Deployment.OFFICER,
                    "{\"workingDays\": 10, \"reason\": \"需现场勘察\"}")
                .statusCode())
        .isEqualTo(202);
    assertThat(
            post(path + "/rejection", Deployment.OFFICER, "{\"reason\": \"IN_COURT\"}")
                .statusCode())
        .isEqualTo(202);

    assertThat(
            deployment.records(Topics.OPINIONS_EXTENDED).stream()
                .map(message -> JsonCodec.of(OpinionExtended.class).decode(message.value()))
                .filter(each -> each.reason().equals("需现场勘察")))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.workingDays()).isEqualTo(10);
              assertThat(each.unit()).isEqualTo("TRANSPORT");
              assertThat(each.extendedBy()).isEqualTo("test-officer");
            });
    assertThat(
            deployment.records(Topics.OPINIONS_REJECTED).stream()
                .map(message -> JsonCodec.of(OpinionRejected.class).decode(message.value())))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.reason()).isEqualTo("IN_COURT"));
    HttpResponse<String> noReason =
        post(path + "/rejection", Deployment.OFFICER, "{\"reason\": \"I do not like it\"}");
    assertThat(noReason.statusCode()).isEqualTo(400);
    assertThat(noReason.body()).contains("IN_COURT").doesNotContain("like it");
  }

  @Test
  void theLinkInALetterShowsAPageAndOnlyItsFormRates() {
    String path =
        "/v1/opinions/"
            + OpinionId.of(new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9}).value()
            + "/rating";
    String id = path.split("/")[3];

    HttpResponse<String> page = send(HttpRequest.newBuilder(uri(path + "?lang=zh-Hant")).build());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
    assertThat(page.headers().firstValue("referrer-policy")).hasValue("no-referrer");
    assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(page.body())
        .contains("評價辦理結果", id, "method=\"post\"")
        .doesNotContainPattern("\\{[a-z0-9.]+}");
    assertThat(ratingsOf(id)).isEmpty();

    HttpResponse<String> thanks =
        send(
            request(
                path,
                null,
                "resolved=no&comment=%E5%A4%AA%E6%85%A2+%26+%3Cb%3E&level=1&ratedAt=2020-01-01T00:00:00Z",
                "application/x-www-form-urlencoded"));

    assertThat(thanks.statusCode()).isEqualTo(200);
    assertThat(ratingsOf(id))
        .singleElement()
        .satisfies(
            rated -> {
              assertThat(rated.level()).isEqualTo(1);
              assertThat(rated.resolved()).isEqualTo(Resolved.NO);
              assertThat(rated.comment()).isEqualTo("太慢 & <b>");
              assertThat(rated.ratedAt()).isEqualTo(rated.recordedAt());
            });
    assertThat(
            send(request(path, null, "level=9&resolved=%zz", "application/x-www-form-urlencoded"))
                .statusCode())
        .isEqualTo(400);
    assertThat(send(HttpRequest.newBuilder(uri(path.replace(id, "1"))).build()).statusCode())
        .isEqualTo(404);
  }

  private static List<OpinionRated> ratingsOf(String id) {
    return deployment.records(Topics.OPINIONS_RATED).stream()
        .map(message -> JsonCodec.of(OpinionRated.class).decode(message.value()))
        .filter(rated -> rated.opinionId().value().equals(id))
        .toList();
  }

  @Test
  void aServiceIsRatedOnTheSpotAndTheCommentOfALowRatingBecomesOneOpinion() {
    String low =
        """
        {"unit": "LABOUR", "service": "pension", "level": 1, "comment": "窗口只开了一个，等了两小时",
         "externalId": "window-7"}
        """;

    HttpResponse<String> first = post("/v1/service-ratings", Deployment.HOTLINE, low);
    HttpResponse<String> again = post("/v1/service-ratings", Deployment.HOTLINE, low);
    HttpResponse<String> high =
        post(
            "/v1/service-ratings",
            Deployment.HOTLINE,
            low.replace("\"level\": 1", "\"level\": 4").replace("window-7", "window-8"));

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(json(again)).isEqualTo(json(first));
    String opinion = json(first).get("opinionId").stringValue();
    assertThat(onTopic(opinion))
        .singleElement()
        .satisfies(
            message -> {
              OpinionReceived event = RECEIVED.decode(message.value());
              assertThat(event.channel()).isEqualTo("hotline");
              assertThat(event.text()).isEqualTo("窗口只开了一个，等了两小时");
              assertThat(event.title()).contains("养老待遇申领");
            });
    assertThat(serviceRatings("PENSION"))
        .filteredOn(rated -> rated.ratingId().equals(json(first).get("ratingId").stringValue()))
        .isNotEmpty()
        .allSatisfy(
            rated -> {
              assertThat(rated.level()).isEqualTo(1);
              assertThat(rated.comment()).isNull();
              assertThat(rated.opinionId()).hasToString(opinion);
            });
    assertThat(json(high).has("opinionId")).isFalse();
  }

  @Test
  void refusesARatingOfAServiceThatTheUnitDoesNotRender() {
    String wrong = "{\"unit\": \"HEALTH\", \"service\": \"PENSION\", \"level\": 6}";

    HttpResponse<String> answer = post("/v1/service-ratings", Deployment.CHANNEL, wrong);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("BIRTH_CERTIFICATE", "\"level\"");
    assertThat(post("/v1/service-ratings", Deployment.OFFICER, wrong).statusCode()).isEqualTo(403);
    assertThat(post("/v1/service-ratings", null, wrong).statusCode()).isEqualTo(401);
  }

  @Test
  void aCodeAtAWindowShowsAPageAndOnlyItsFormRatesAndOnce() {
    String path = "/v1/service-ratings?unit=TRANSPORT&service=BUS_CARD";

    HttpResponse<String> page = send(HttpRequest.newBuilder(uri(path + "&lang=en")).build());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Bus cards", "method=\"post\"")
        .doesNotContainPattern("\\{[a-z0-9.]+}");
    assertThat(serviceRatings("BUS_CARD")).isEmpty();
    String form = "unit=TRANSPORT&service=BUS_CARD&externalId=abc&comment=slow&level=2";
    for (int pressed = 0; pressed < 2; pressed++) {
      HttpResponse<String> thanks =
          send(request(path, null, form, "application/x-www-form-urlencoded"));
      assertThat(thanks.statusCode()).isEqualTo(200);
      assertThat(thanks.body()).containsPattern("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}-[0-9A-Z]");
    }
    assertThat(serviceRatings("BUS_CARD").stream().map(ServiceRated::ratingId).distinct())
        .hasSize(1);
    assertThat(serviceRatings("BUS_CARD"))
        .allMatch(rated -> rated.channel().equals("service-window"));
    assertThat(
            send(HttpRequest.newBuilder(uri("/v1/service-ratings?unit=HEALTH&service=BUS_CARD"))
                    .build())
                .statusCode())
        .isEqualTo(404);
  }

  private static List<ServiceRated> serviceRatings(String service) {
    return deployment.records(Topics.SERVICES_RATED).stream()
        .map(message -> JsonCodec.of(ServiceRated.class).decode(message.value()))
        .filter(rated -> rated.service().equals(service))
        .toList();
  }

  @Test
  void anOfficerPromisesAMeasureForTheirOwnUnitAndSaysHowFarItHasCome() {
    String promise =
        """
        {"theme": "FACILITIES", "text": "主要公交站台加装雨棚", "dueDate": "2190-06-30",
         "opinions": ["%s"], "issues": ["bus-shelters"], "externalId": "m-1"}
        """
            .formatted(ID);

    HttpResponse<String> taken = post("/v1/measures", Deployment.OFFICER, promise);
    String id = json(taken).get("measureId").stringValue();
    HttpResponse<String> moved =
        post("/v1/measures/" + id + "/state", Deployment.OFFICER, "{\"state\": \"under_way\"}");

    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(moved.statusCode()).isEqualTo(202);
    assertThat(
            json(post("/v1/measures", Deployment.OFFICER, promise)).get("measureId").stringValue())
        .isEqualTo(id);
    assertThat(deployment.records(Topics.MEASURES_RECORDED))
        .map(message -> JsonCodec.of(MeasureRecorded.class).decode(message.value()))
        .filteredOn(event -> event.measureId().equals(id))
        .extracting(MeasureRecorded::state)
        .contains(MeasureState.PLANNED, MeasureState.UNDER_WAY);
    assertThat(
            post("/v1/measures/" + id + "/state", Deployment.OFFICER, "{\"state\": \"dropped\"}")
                .body())
        .contains("\"reason\"");
    assertThat(
            post(
                    "/v1/measures",
                    Deployment.OFFICER,
                    promise.replace("2190", "2020").replace("[\"" + ID, "[\"1"))
                .body())
        .contains("dueDate", "opinions");
    assertThat(
            post(
                    "/v1/measures",
                    Deployment.OFFICER,
                    promise.replace("\"theme\"", "\"unit\": \"HEALTH\", \"theme\""))
                .statusCode())
        .isEqualTo(403);
    assertThat(post("/v1/measures", Deployment.CHANNEL, promise).statusCode()).isEqualTo(403);
    assertThat(
            post("/v1/measures/nonsense/state", Deployment.OFFICER, "{\"state\": \"kept\"}")
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void aMeasureOfTheCatalogueIsKeptByItsCodeWhateverItIsCalled() {
    String id = OpinionId.of(new byte[] {8, 8, 8, 8, 8, 8, 8, 8, 8, 1}).value();
    post(
        "/v1/opinions/" + id + "/answer",
        Deployment.OFFICER,
        """
        {"outcome": "resolved", "text": "已修复", "measures": ["repair", "公开公示信息", "找人谈话"]}
        """);

    assertThat(deployment.records(Topics.OPINIONS_ANSWERED))
        .map(message -> JsonCodec.of(OpinionAnswered.class).decode(message.value()))
        .filteredOn(answer -> answer.opinionId().value().equals(id))
        .singleElement()
        .extracting(OpinionAnswered::measures)
        .isEqualTo(List.of("REPAIR", "PUBLISH", "找人谈话"));
  }

  @Test
  void aNumberWithAWrongCheckCharacterIsNotFound() {
    String wrong = ID.substring(0, 20) + (ID.endsWith("0") ? "1" : "0");

    HttpResponse<String> answer =
        post("/v1/opinions/" + wrong + "/rating", null, "{\"level\": 5, \"resolved\": \"yes\"}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain(wrong);
  }

  static Stream<Arguments> doors() {
    String opinion = "{\"channel\": \"website\", \"text\": \"matrix\"}";
    String answer = "{\"outcome\": \"explained\", \"text\": \"x\", \"unit\": \"TRANSPORT\"}";
    String correction = "{\"theme\": \"SERVICE\", \"reason\": \"x\"}";
    String rating = "{\"level\": 5, \"resolved\": \"yes\"}";
    return Stream.of(
        // none, wrong, channel, officer, analyst, importer
        Arguments.of("/v1/opinions", "application/json", opinion, "401 401 202 403 403 202"),
        Arguments.of(
            "/v1/opinions:batch", "application/x-ndjson", opinion, "401 401 200 403 403 200"),
        Arguments.of(
            "/v1/opinions:batch", "text/csv", "channel,text\nwebsite,x", "401 401 200 403 403 200"),
        Arguments.of(
            "/v1/opinions/" + ID + "/answer",
            "application/json",
            answer,
            "401 401 403 202 403 202"),
        Arguments.of(
            "/v1/opinions/" + ID + "/correction",
            "application/json",
            correction,
            "401 401 403 202 403 202"),
        Arguments.of(
            "/v1/opinions/" + ID + "/extension",
            "application/json",
            "{\"workingDays\": 5, \"reason\": \"x\", \"unit\": \"TRANSPORT\"}",
            "401 401 403 202 403 202"),
        Arguments.of(
            "/v1/opinions/" + ID + "/rejection",
            "application/json",
            "{\"reason\": \"in_court\", \"unit\": \"TRANSPORT\"}",
            "401 401 403 202 403 202"),
        Arguments.of(
            "/v1/opinions/" + ID + "/rating",
            "application/x-www-form-urlencoded",
            "level=5&resolved=yes",
            "200 200 200 200 200 200"),
        Arguments.of(
            "/v1/opinions/" + ID + "/rating",
            "application/json",
            rating,
            "202 401 202 202 202 202"));
  }

  @ParameterizedTest
  @MethodSource("doors")
  void everyDoorOpensForItsRolesAndNoOthers(
      String path, String contentType, String body, String expected) {
    String statuses =
        Stream.of(
                "",
                "no such key",
                Deployment.CHANNEL,
                Deployment.OFFICER,
                Deployment.ANALYST,
                Deployment.IMPORTER)
            .map(key -> key.isEmpty() ? null : key)
            .map(key -> send(request(path, key, body, contentType)))
            .map(answer -> Integer.toString(answer.statusCode()))
            .collect(Collectors.joining(" "));

    assertThat(statuses).isEqualTo(expected);
  }

  @Test
  @Order(800_000_000)
  void noInputIsAFault() {
    Fuzz fuzz = new Fuzz(20_260_105);
    List<String> keys =
        List.of(
            Deployment.CHANNEL, Deployment.CHIEF, Deployment.IMPORTER, Deployment.ANALYST, "none");
    List<String> doors =
        List.of("answer", "correction", "extension", "rejection", "rating", "rating/", "nothing");
    List<String> types =
        List.of("application/json", "application/json", "text/csv", "text/html", "x", "a/b;c=\"");
    Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();

    int inputs =
        Flux.range(0, FUZZ_INPUTS)
            .map(
                i -> {
                  HttpRequest request =
                      switch (i % 6) {
                        case 0, 1 -> fuzzed(fuzz, "/v1/opinions", fuzz.one(types), fuzz.body());
                        case 2 ->
                            fuzzed(
                                fuzz,
                                "/v1/opinions:batch",
                                "application/x-ndjson",
                                fuzz.jsonLines());
                        case 3 ->
                            fuzzed(
                                fuzz,
                                "/v1/opinions:batch",
                                fuzz.one(List.of("text/csv", "text/csv;charset=GBK")),
                                fuzz.csv());
                        case 4 ->
                            fuzzed(
                                fuzz,
                                "/v1/opinions/" + ID + "/" + fuzz.one(doors),
                                "application/json",
                                fuzz.body());
                        default ->
                            fuzzed(
                                fuzz,
                                "/v1/opinions/"
                                    + URLEncoder.encode(fuzz.word(), StandardCharsets.UTF_8)
                                    + "/"
                                    + fuzz.one(doors),
                                fuzz.one(types),
                                fuzz.body());
                      };
                  return HttpRequest.newBuilder(request, (name, value) -> true)
                      .header("Authorization", "Bearer " + fuzz.one(keys))
                      .build();
                })
            .flatMap(
                request -> Mono.fromFuture(http.sendAsync(request, BodyHandlers.ofString())), 32)
            .doOnNext(
                answer -> {
                  statuses
                      .computeIfAbsent(answer.statusCode(), s -> new AtomicInteger())
                      .incrementAndGet();
                  assertThat(answer.statusCode())
                      .as(() -> answer.request().uri() + " " + answer.body())
                      .isLessThan(500);
                  assertThat(answer.body())
                      .doesNotContain("Exception", "\tat ", "org.opinionloop.");
                  if (answer.statusCode() >= 400) {
                    assertThat(answer.headers().firstValue("content-type"))
                        .hasValue("application/problem+json");
                  }
                })
            .collectList()
            .map(List::size)
            .block(Duration.ofMinutes(2));

    assertThat(inputs).isEqualTo(FUZZ_INPUTS);
    assertThat(statuses.keySet()).contains(200, 202, 400, 401, 403, 404, 415);
    assertThat(get("/actuator/health/readiness")).isEqualTo(200);
  }

  private static HttpRequest fuzzed(Fuzz fuzz, String path, String contentType, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body));
    if (fuzz.below(4) == 0) {
      request.header("Idempotency-Key", fuzz.word());
    }
    if (fuzz.below(10) == 0) {
      request.header("Accept", fuzz.one(List.of("text/html", "x", "image/png")));
    }
    return request.build();
  }

  @Test
  @Order(1_000_000_000)
  void refusesQuicklyWhileKafkaIsAwayAndRecoversByItself() {
    String body = "{\"channel\": \"website\", \"text\": \"storm\", \"externalId\": \"storm\"}";
    deployment.stopBroker();

    await().atMost(Duration.ofSeconds(5)).until(() -> get("/actuator/health/readiness") == 503);
    long start = System.nanoTime();
    HttpResponse<String> refused = post("/v1/opinions", Deployment.CHANNEL, body);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(took).isLessThan(Duration.ofSeconds(1));
    assertThat(get("/actuator/health/liveness")).isEqualTo(200);
    HttpResponse<String> lines =
        post(
            "/v1/opinions:batch",
            Deployment.CHANNEL,
            body + "\n" + body,
            "Content-Type",
            "application/x-ndjson");
    assertThat(lines.body().lines().map(JSON::readTree))
        .extracting(result -> result.get("status").stringValue())
        .containsExactly("unavailable", "unavailable");

    deployment.startBroker();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> post("/v1/opinions", Deployment.CHANNEL, body).statusCode() == 202);
    assertThat(post("/v1/opinions", Deployment.CHANNEL, body).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(900_000_000)
  void remembersAcrossARestartWhatItHadAcknowledged() {
    String body = "{\"channel\": \"website\", \"text\": \"restart\", \"externalId\": \"restart\"}";
    HttpResponse<String> first = post("/v1/opinions", Deployment.CHANNEL, body);

    deployment.restart();
    await().atMost(Duration.ofSeconds(20)).until(() -> get("/actuator/health/readiness") == 200);
    HttpResponse<String> again = post("/v1/opinions", Deployment.CHANNEL, body);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again)).isEqualTo(json(first));
  }

  private static List<ConsumerRecord<byte[], byte[]>> onTopic(String id) {
    return deployment.records(Topics.OPINIONS_RECEIVED).stream()
        .filter(message -> new String(message.key(), StandardCharsets.UTF_8).equals(id))
        .toList();
  }

  private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  private static int get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build()).statusCode();
  }

  private static HttpResponse<String> post(
      String path, String key, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(request(path, key, body, "application/json"), (name, value) -> true);
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  private static int postInPieces(String path, String key, String body) {
    return send(HttpRequest.newBuilder(
                request(path, key, "", "application/json"), (name, value) -> true)
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofByteArrays(List.of(body.getBytes(StandardCharsets.UTF_8)))))
            .build())
        .statusCode();
  }

  private static HttpRequest request(String path, String key, String body, String contentType) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return request.build();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + deployment.port() + path);
  }
}
