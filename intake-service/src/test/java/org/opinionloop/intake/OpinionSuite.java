package org.opinionloop.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.opinionloop.kit.testing.TestTopics.header;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.contracts.contact.ContactWithdrawn;

/** An opinion is on the topic once before anybody hears so; who wrote it is sealed. */
interface OpinionSuite extends AtTheDoor {

  @Test
  default void says202OnlyWhenTheOpinionIsOnTheTopic() {
    HttpResponse<String> answer =
        post(
            OPINIONS,
            Deployment.CHANNEL,
            """
            {"channel": "website", "title": "路灯", "text": "人民路的路灯坏了三天", "externalId": "first",
             "submittedAt": "2026-03-05 08:30:00", "district": "东城区", "shoeSize": 43}
            """);

    assertThat(answer.statusCode()).isEqualTo(202);
    String id = number(answer);
    assertThat(text(json(answer), "status")).isEqualTo("received");
    assertThat(text(json(answer), "statusUrl"))
        .isEqualTo("http://127.0.0.1:8084/v1/opinions/" + id);
    ConsumerRecord<String, byte[]> message = onTopic(id).get(0);
    assertThat(header(message, "ce_type")).isEqualTo("org.opinionloop.OpinionReceived");
    assertThat(header(message, "ce_subject")).isEqualTo(id);
    OpinionReceived event = received(answer);
    assertThat(event.opinionId().value()).isEqualTo(id);
    assertThat(event.text()).isEqualTo("人民路的路灯坏了三天");
    assertThat(event.language()).isEqualTo("zh-Hans");
    assertThat(event.submittedAt()).isEqualTo("2026-03-05T00:30:00Z");
    assertThat(event.imported()).isFalse();
    assertThat(event.letters()).isTrue();
  }

  @Test
  default void says200WithTheSameNumberWhenItIsHandedInAgain() {
    String body = "{\"channel\": \"website\", \"text\": \"again\", \"externalId\": \"again-1\"}";

    HttpResponse<String> first = post(OPINIONS, Deployment.CHANNEL, body);
    HttpResponse<String> second = post(OPINIONS, Deployment.CHANNEL, body);

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second)).isEqualTo(json(first));
    assertThat(onTopic(number(first))).hasSize(1);
  }

  @Test
  default void theHeaderIdempotencyKeyStandsInForTheExternalId() {
    String body = "{\"channel\": \"website\", \"text\": \"header\"}";

    HttpResponse<String> first = post(OPINIONS, Deployment.CHANNEL, "\"h-1\"", body);
    HttpResponse<String> second =
        post(OPINIONS, Deployment.CHANNEL, body.replace("}", ", \"externalId\": \"h-1\"}"));

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(number(second)).isEqualTo(number(first));
  }

  @Test
  default void anIdempotencyKeyInChineseSaysTheSameAsTheExternalId() throws IOException {
    String body = "{\"channel\": \"website\", \"text\": \"wire\"}";

    String first = onTheWire("编号一", UTF_8, body);
    HttpResponse<String> second =
        post(OPINIONS, Deployment.CHANNEL, body.replace("}", ", \"externalId\": \"编号一\"}"));
    String other = onTheWire("编号一", Charset.forName("GB18030"), body);

    assertThat(first).startsWith("HTTP/1.1 202 ");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(first).contains(number(second));
    assertThat(other)
        .startsWith("HTTP/1.1 400 ")
        .contains("\"field\":\"Idempotency-Key\"", "in ASCII or UTF-8");
  }

  /** What an opinion under this header is answered; client libraries send ASCII only. */
  private String onTheWire(String idempotencyKey, Charset charset, String body) throws IOException {
    String request =
        """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Idempotency-Key: %s\r
        Connection: close\r
        \r
        %s"""
            .formatted(OPINIONS, Deployment.CHANNEL, body.length(), idempotencyKey, body);
    try (Socket socket = new Socket("127.0.0.1", service().at(OPINIONS).getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(charset));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  default void handedInManyTimesAtOnceItIsPublishedOnce() {
    String body = "{\"channel\": \"website\", \"text\": \"at once\", \"externalId\": \"at-once\"}";

    List<CompletableFuture<HttpResponse<String>>> asked =
        IntStream.range(0, 20)
            .mapToObj(
                i -> service().posting(OPINIONS, Deployment.CHANNEL, "application/json", body))
            .map(service()::sendAsync)
            .toList();
    List<HttpResponse<String>> answers = asked.stream().map(CompletableFuture::join).toList();

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 202);
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 202).hasSize(1);
    assertThat(onTopic(number(answers.get(0)))).hasSize(1);
  }

  @Test
  default void reportsEverythingThatIsWrongAtOnceAndRepeatsNothing() {
    HttpResponse<String> answer =
        post(
            OPINIONS,
            Deployment.CHANNEL,
            """
            {"channel": "carrier-pigeon", "text": 42, "language": "not a tag", "submittedAt": "soon",
             "receivedAt": "2026-01-01T00:00:00Z", "acknowledge": false, "title": ["x"],
             "contact": {"email": "planted at example.org", "phone": "planted", "webhook": "file:///etc"}}
            """);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(fieldsIn(answer))
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
  default void aChannelKeyIsForItsOwnChannelsOnly() {
    String website = "{\"channel\": \"website\", \"text\": \"not mine\"}";
    String hotline = "{\"channel\": \"HOTLINE\", \"text\": \"mine\"}";

    assertThat(status(OPINIONS, Deployment.HOTLINE, website)).isEqualTo(403);
    assertThat(status(OPINIONS, Deployment.HOTLINE, hotline)).isEqualTo(202);
  }

  @Test
  default void anImporterBringsHistoryAndSaysWhetherLettersGoOut() {
    HttpResponse<String> answer =
        post(
            OPINIONS,
            Deployment.IMPORTER,
            """
            {"channel": "meeting", "text": "history", "receivedAt": "2026-01-05T10:00:00",
             "acknowledge": false}
            """);

    assertThat(answer.statusCode()).isEqualTo(202);
    OpinionReceived event = received(answer);
    assertThat(event.receivedAt()).isEqualTo("2026-01-05T02:00:00Z");
    assertThat(event.recordedAt()).isAfter("2026-06-01T00:00:00Z");
    assertThat(event.imported()).isTrue();
    assertThat(event.letters()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(010) 8800-1101", "（０１０）88001101", "+86 (10) 8800 1101"})
  default void takesATelephoneNumberWithItsAreaCodeInParentheses(String phone) {
    String opinion =
        "{\"channel\": \"hotline\", \"text\": \"x\", \"contact\": {\"phone\": \"%s\"}}"
            .formatted(phone);

    assertThat(status(OPINIONS, Deployment.CHANNEL, opinion)).isEqualTo(202);
  }

  @Test
  default void contactDetailsAreReadableWithThePrivateKeyAndTheOpinionsOwnKeyOnly() {
    HttpResponse<String> answer =
        post(
            OPINIONS,
            Deployment.CHANNEL,
            """
            {"channel": "website", "text": "sealed", "contact": {"name": "甲乙丙丁戊",
             "email": "planted@example.org", "phone": "13912345678", "webhook": "https://planted.example.org/hook"}}
            """);

    assertThat(answer.statusCode()).isEqualTo(202);
    OpinionId id = OpinionId.parse(number(answer));
    OpinionReceived event = received(answer);
    byte[] ownKey = contactKeys(id.value()).get(event.contact().ownKey());
    assertThat(deployment().opener().open(id, event.contact(), null)).isEmpty();
    assertThat(deployment().opener().open(id, event.contact(), ownKey))
        .hasValue(
            new Contact(
                "甲乙丙丁戊", "planted@example.org", "13912345678", "https://planted.example.org/hook"));
    assertThat(deployment().topics().read(Topics.OPINIONS_RECEIVED))
        .extracting(OpinionSuite::everything)
        .noneMatch(all -> Stream.of("甲乙丙丁戊", "planted", "13912345678").anyMatch(all::contains));
  }

  private static String everything(ConsumerRecord<String, byte[]> message) {
    return message.key()
        + new String(message.value(), UTF_8)
        + Stream.of(message.headers().toArray())
            .map(each -> each.key() + new String(each.value(), UTF_8))
            .collect(Collectors.joining());
  }

  @Test
  default void withdrawsContactDetailsForThePersonAndForOfficersAsOftenAsTheyAsk() {
    String number = OpinionId.of(new byte[] {7, 7, 7, 4, 5, 6, 7, 8, 9, 10}).value();
    String typed = number.toLowerCase(Locale.ROOT).replace("-", "");

    List<HttpResponse<String>> answers =
        Stream.of(
                null,
                null,
                Deployment.OFFICER,
                "no such key",
                Deployment.CHANNEL,
                Deployment.ANALYST)
            .map(key -> deleteContact(typed, key))
            .toList();

    assertThat(answers)
        .extracting(HttpResponse::statusCode)
        .containsExactly(202, 202, 202, 401, 403, 403);
    assertThat(text(json(answers.get(0)), "status")).isEqualTo("withdrawn");
    assertThat(contactKeys(number).values())
        .singleElement()
        .extracting(value -> JsonCodec.of(ContactWithdrawn.class).decode(value).by())
        .isEqualTo("test-officer");
    assertThat(deleteContact(number.substring(1), null).statusCode()).isEqualTo(404);
    assertThat(service().get("/v1/opinions/" + typed + "/contact", null).statusCode())
        .isEqualTo(405);
  }

  private HttpResponse<String> deleteContact(String number, String key) {
    return service().send(service().request("/v1/opinions/" + number + "/contact", key).DELETE());
  }

  /** What the topic of keys says of an opinion, by the remainder of each record's key. */
  private Map<String, byte[]> contactKeys(String id) {
    return deployment().topics().latest(Topics.CONTACT_KEYS).entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(id))
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().substring(id.length()).replace("/", ""),
                Map.Entry::getValue));
  }
}
