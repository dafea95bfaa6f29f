package org.opinionloop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.opinionloop.contracts.Topics;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who exists nowhere else: what is found of their name, addresses and words was planted by
 * them. They hand in by every door, well-formed and not, and are answered.
 */
final class PlantedPerson {

  static final String NAME = "欧阳植树";
  static final String MAIL = "planted.person";
  static final String PHONE = "13987650123";
  static final String HOOK = "hook.planted.example";
  static final List<String> CONTACT = List.of(NAME, MAIL, PHONE, HOOK);

  /**
   * A name and a number that somebody left in the text itself, in a shape that no rule rewrites.
   */
  static final String WORDS = "住在翡翠巷十九号的诸葛问津";

  /** Where malformed records are planted, each several times. */
  static final List<String> FOREIGN_TO =
      List.of(Topics.OPINIONS_RECEIVED, Topics.OPINIONS_CLASSIFIED, Topics.LETTERS_ISSUED);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> refusals = new ArrayList<>();
  private final Ports ports;

  PlantedPerson(Ports ports) {
    this.ports = ports;
  }

  /** What was said to them when something of theirs did not fit. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  private static String contact() {
    return """
        "contact":{"name":"%s","email":"%s@example.org","phone":"%s","webhook":"https://%s/x"}"""
        .formatted(NAME, MAIL, PHONE, HOOK);
  }

  /** Returns the number that the opinion was given. */
  String handIn(String text) {
    HttpResponse<String> answer =
        post(
            "/v1/opinions",
            "local-channel-key",
            "application/json",
            "{\"channel\":\"website\",\"text\":\"%s\",%s}".formatted(text, contact()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JSON.readTree(answer.body()).path("opinionId").asString();
  }

  void handInFiles() {
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

  /** Everything that is refused, among it something about this opinion. */
  void handInWhatDoesNotFit(String known) {
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
            "/v1/opinions/" + known + "/rating",
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

  /** Malformed records with words and contact details, in place of what is about this opinion. */
  void plantForeignRecords(String known) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:" + ports.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String topic : FOREIGN_TO) {
        for (String value :
            List.of(
                WORDS + NAME,
                "{\"opinionId\":\"" + MAIL + "\",\"text\":\"" + WORDS + "\"}",
                "{\"opinionId\":\""
                    + known
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

  void rate(String id, int level) {
    HttpResponse<String> answer =
        post(
            "/v1/opinions/" + id + "/rating",
            null,
            "application/json",
            "{\"level\":%d,\"resolved\":\"no\",\"comment\":\"%s\"}".formatted(level, WORDS));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  void rateAService() {
    HttpResponse<String> answer =
        post(
            "/v1/service-ratings",
            "local-channel-key",
            "application/json",
            "{\"unit\":\"TRANSPORT\",\"service\":\"BUS_CARD\",\"level\":1,\"comment\":\"%s\"}"
                .formatted(WORDS));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  /** As an officer does, who quotes the person. */
  void answer(String id) {
    HttpResponse<String> answer =
        post(
            "/v1/opinions/" + id + "/answer",
            "local-officer-key",
            "application/json",
            "{\"outcome\":\"RESOLVED\",\"text\":\"已加装。%s\",\"unit\":\"TRANSPORT\"}"
                .formatted(WORDS));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  /** Withdraws the contact details; the status of the answer. */
  int delete(String id, String key) {
    return send(request(ports.intake(), "/v1/opinions/" + id + "/contact", key).DELETE().build())
        .statusCode();
  }

  HttpResponse<String> get(int port, String path, String key) {
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
}
