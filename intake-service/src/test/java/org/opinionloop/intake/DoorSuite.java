package org.opinionloop.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every door opens for its roles and no others, and no input is a fault. */
interface DoorSuite extends AtTheDoor {

  int FUZZ_INPUTS = Integer.getInteger("fuzz.inputs", 5_000);
  String CORRECTION = "{\"theme\": \"SERVICE\", \"reason\": \"x\"}";

  static Stream<Arguments> doors() {
    String opinion = "{\"channel\": \"website\", \"text\": \"matrix\"}";
    String json = "application/json";
    String officers = "401 401 403 202 403 202";
    return Stream.of(
        // none, wrong, channel, officer, analyst, importer
        Arguments.of("", json, opinion, "401 401 202 403 403 202"),
        Arguments.of(":batch", LINES, opinion, "401 401 200 403 403 200"),
        Arguments.of(":batch", "text/csv", "channel,text\nwebsite,x", "401 401 200 403 403 200"),
        Arguments.of(
            "/" + ID + "/answer",
            json,
            "{\"outcome\": \"explained\", \"text\": \"x\", \"unit\": \"TRANSPORT\"}",
            officers),
        Arguments.of("/" + ID + "/correction", json, CORRECTION, officers),
        Arguments.of(
            "/" + ID + "/extension",
            json,
            "{\"workingDays\": 5, \"reason\": \"x\", \"unit\": \"TRANSPORT\"}",
            officers),
        Arguments.of(
            "/" + ID + "/rejection",
            json,
            "{\"reason\": \"in_court\", \"unit\": \"TRANSPORT\"}",
            officers),
        Arguments.of("/" + ID + "/rating", FORM, "level=5&resolved=yes", "200 200 200 200 200 200"),
        Arguments.of(
            "/" + ID + "/rating",
            json,
            "{\"level\": 5, \"resolved\": \"yes\"}",
            "202 401 202 202 202 202"));
  }

  @ParameterizedTest
  @MethodSource("org.opinionloop.intake.DoorSuite#doors")
  default void everyDoorOpensForItsRolesAndNoOthers(
      String path, String contentType, String body, String expected) {
    String statuses =
        Stream.of(
                null,
                "no such key",
                Deployment.CHANNEL,
                Deployment.OFFICER,
                Deployment.ANALYST,
                Deployment.IMPORTER)
            .map(key -> service().post(OPINIONS + path, key, contentType, body))
            .map(answer -> Integer.toString(answer.statusCode()))
            .collect(Collectors.joining(" "));

    assertThat(statuses).isEqualTo(expected);
  }

  /** Most opinions go to their handler past the framework, and nobody may notice which did. */
  @ParameterizedTest
  @CsvSource({
    "application/json; charset=UTF-8, 'application/json, text/plain, */*'",
    "application/json;charset=\"utf-8\", */*",
    "application/json;charset=iso-8859-1, */*",
    "Application/JSON;x=y, */*",
    "application/json, 'application/json, text/html'",
    "application/json, application/*"
  })
  default void anOpinionIsAnsweredTheSameHoweverUnusuallyItIsSent(String type, String accept) {
    String opinion = "{\"channel\": \"website\", \"text\": \"x\"}";
    for (String key : Arrays.asList(null, "x", Deployment.CHANNEL, Deployment.ANALYST)) {
      for (String body : List.of(opinion, "{}", "{", "", "x".repeat(310_000))) {
        assertThat(answered(key, type, accept, body))
            .isEqualTo(answered(key, "application/json", "*/*", body))
            .isEqualTo(answered(key, "application/json", "application/json", body));
      }
    }
    assertThat(answered(Deployment.CHANNEL, "application/json", "text/html", opinion))
        .startsWith("406");
    assertThat(answered(Deployment.CHANNEL, "text/plain", "*/*", opinion)).startsWith("415");
    assertThat(service().get("/actuator/prometheus", null).body())
        .containsPattern(
            "http_server_requests_seconds_count\\{.*status=\"202\",uri=\"/v1/opinions\"")
        .doesNotContainPattern("http_server_requests_seconds_count\\{.*\"202\",uri=\"UNKNOWN\"");
  }

  /** Status, header names and body, without the number. */
  private String answered(@Nullable String key, String type, String accept, String body) {
    HttpResponse<String> answer =
        service().send(service().posting(OPINIONS, key, type, body).header("Accept", accept));
    return answer.statusCode()
        + " "
        + answer.headers().map().keySet()
        + answer.headers().firstValue("content-type")
        + answer.body().replaceAll("[0-9A-Z]{4}(-[0-9A-Z]{1,4})+", "");
  }

  @ParameterizedTest
  @CsvSource({
    "role=CHANNEL, channels=web, channel web, opinion-loop.intake.channels",
    "role=IMPORTER, 'channels=hotline,hotlime', channel hotlime, opinion-loop.intake.channels",
    "role=OFFICER, unit=TRAFFIC, unit TRAFFIC, the units of opinion-loop.taxonomy",
    "role=OFFICER, unit=transport, unit transport, the units of opinion-loop.taxonomy"
  })
  default void aKeyIsForChannelsAndUnitsThatThereAre(
      String role, String right, String found, String known) {
    String key = "--opinion-loop.security.keys[7].";

    assertThatThrownBy(
            () ->
                deployment()
                    .another(
                        key + "name=mine",
                        key + "sha256=" + "0".repeat(64),
                        key + role,
                        key + right)
                    .close())
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "opinion-loop.security.keys: key mine: %s (expected: one of %s, or * for all)",
            found, known);
  }

  @Test
  default void refusesWhatIsTooLargeWith413() {
    String body = "{\"channel\": \"website\", \"text\": \"" + "x".repeat(310_000) + "\"}";

    assertThat(status(OPINIONS, Deployment.CHANNEL, body)).isEqualTo(413);
    assertThat(statusInPieces(OPINIONS, Deployment.CHANNEL, body)).isEqualTo(413);
  }

  /** Many a program writes all that is not ASCII as escapes, six bytes a character. */
  @Test
  default void takesTheLongestTextHoweverItIsWritten() {
    String opinion = "{\"channel\":\"website\",\"text\":\"" + "\\u8def".repeat(20_000) + "\"}";
    String answer =
        "{\"outcome\":\"explained\",\"unit\":\"TRANSPORT\",\"text\":\""
            + "\\u8def".repeat(20_000)
            + "\"}";

    assertThat(status(OPINIONS, Deployment.CHANNEL, opinion)).isEqualTo(202);
    assertThat(service().post(OPINIONS + ":batch", Deployment.CHANNEL, LINES, opinion).body())
        .contains("\"accepted\"");
    assertThat(status("/v1/opinions/" + ID + "/answer", Deployment.OFFICER, answer)).isEqualTo(202);
  }

  @Test
  default void aConnectionCanBeUsedAgainAfterARefusal() {
    String path = "/v1/opinions/" + ID + "/correction";
    String large = "x".repeat(70_000);

    for (int i = 0; i < 300; i++) {
      assertThat(status(path, Deployment.ANALYST, CORRECTION)).isEqualTo(403);
      assertThat(status(path, null, large)).isEqualTo(401);
      assertThat(statusInPieces(path, Deployment.OFFICER, large)).isEqualTo(413);
      assertThat(status(path, Deployment.OFFICER, CORRECTION)).isEqualTo(202);
    }
  }

  /** Of a body whose length is not told beforehand. */
  private int statusInPieces(String path, String key, String body) {
    return service()
        .send(
            service()
                .posting(path, key, "application/json", "")
                .POST(
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofByteArrays(List.of(body.getBytes(UTF_8))))))
        .statusCode();
  }

  @Test
  default void noInputIsAFault() {
    Fuzz fuzz = new Fuzz(20_260_105);
    Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

    Long inputs =
        Flux.range(0, FUZZ_INPUTS)
            .map(i -> fuzzed(fuzz, i))
            .flatMap(request -> Mono.fromFuture(service().sendAsync(request)), 32)
            .doOnNext(
                answer -> {
                  statuses.merge(answer.statusCode(), 1, Integer::sum);
                  assertNoFault(answer);
                })
            .count()
            .block(Duration.ofMinutes(2));

    assertThat(inputs).isEqualTo(FUZZ_INPUTS);
    assertThat(statuses.keySet()).contains(200, 202, 400, 401, 403, 404, 415);
    assertThat(service().readiness()).isEqualTo(200);
  }

  private static void assertNoFault(HttpResponse<String> answer) {
    assertThat(answer.statusCode())
        .as(() -> answer.request().uri() + " " + answer.body())
        .isLessThan(500);
    assertThat(answer.body()).doesNotContain("Exception", "\tat ", "org.opinionloop.");
    if (answer.statusCode() >= 400) {
      assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    }
  }

  /** Two opinions in six, a file in two ways, something for an opinion, and for none. */
  private HttpRequest.Builder fuzzed(Fuzz fuzz, int i) {
    List<String> doors =
        List.of("answer", "correction", "extension", "rejection", "rating", "rating/", "nothing");
    List<String> types =
        List.of("application/json", "application/json", "text/csv", "text/html", "x", "a/b;c=\"");
    return switch (i % 6) {
      case 0, 1 -> fuzzed(fuzz, "", fuzz.one(types), fuzz.body());
      case 2 -> fuzzed(fuzz, ":batch", LINES, fuzz.jsonLines());
      case 3 ->
          fuzzed(fuzz, ":batch", fuzz.one(List.of("text/csv", "text/csv;charset=GBK")), fuzz.csv());
      case 4 -> fuzzed(fuzz, "/" + ID + "/" + fuzz.one(doors), "application/json", fuzz.body());
      default ->
          fuzzed(
              fuzz,
              "/" + URLEncoder.encode(fuzz.word(), UTF_8) + "/" + fuzz.one(doors),
              fuzz.one(types),
              fuzz.body());
    };
  }

  private HttpRequest.Builder fuzzed(Fuzz fuzz, String path, String contentType, byte[] body) {
    String key =
        fuzz.one(
            List.of(
                Deployment.CHANNEL,
                Deployment.CHIEF,
                Deployment.IMPORTER,
                Deployment.ANALYST,
                "none"));
    HttpRequest.Builder request =
        service()
            .request(OPINIONS + path, key)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body));
    if (fuzz.below(4) == 0) {
      request.header("Idempotency-Key", fuzz.word());
    }
    if (fuzz.below(10) == 0) {
      request.header("Accept", fuzz.one(List.of("text/html", "x", "image/png")));
    }
    return request;
  }
}
