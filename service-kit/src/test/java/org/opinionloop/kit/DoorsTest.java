package org.opinionloop.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Who gets in, and what the others are told; over a real server, with no Kafka behind it. */
@ExtendWith(OutputCaptureExtension.class)
class DoorsTest {

  private static final List<String> ROLES =
      List.of("channel", "officer", "analyst", "importer", "operator");
  private static final String WORDS = "zhang-san-13800138000";

  private static ConfigurableApplicationContext context;
  private static WebTestClient client;

  @BeforeAll
  static void start() {
    context = TestService.builder().run();
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    client =
        WebTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + port)
            .responseTimeout(Duration.ofSeconds(20))
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 << 20))
            .build();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  static Stream<Arguments> everyDoorAndEveryRole() {
    return Stream.concat(ROLES.stream(), Stream.of("both"))
        .flatMap(door -> ROLES.stream().map(role -> Arguments.of(door, role)));
  }

  @ParameterizedTest
  @MethodSource
  void everyDoorAndEveryRole(String door, String role) {
    boolean allowed = door.equals(role) || door.equals("both") && "officer analyst".contains(role);

    var answer = get("/" + door, "Bearer " + role + "-key");

    if (allowed) {
      answer
          .expectStatus()
          .isOk()
          .expectBody(String.class)
          .value(body -> assertThat(body).startsWith("test-" + role));
    } else {
      problem(answer, 403, "urn:opinion-loop:problem:forbidden")
          .jsonPath("$.detail")
          .value(detail -> assertThat((String) detail).startsWith("expected: a key of role "));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong-key",
        "Bearer ",
        "Bearer",
        "Bearer channel-key extra",
        "Bearer CHANNEL-KEY",
        "Bearer test-channel",
        "Basic Y2hhbm5lbC1rZXk=",
        "channel-key",
        "Bearer钥匙"
      })
  void withoutAValidKeyTheAnswerIs401(String header) {
    for (String door : ROLES) {
      problem(get("/" + door, header), 401, "urn:opinion-loop:problem:unauthorized");
    }
    client
        .get()
        .uri("/channel")
        .exchange()
        .expectStatus()
        .isUnauthorized()
        .expectHeader()
        .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer channel-key", "BEARER channel-key", "Bearer   channel-key "})
  void theSchemeIsTakenInAnyCase(String header) {
    get("/channel", header).expectStatus().isOk();
  }

  @Test
  void aKeySaysWhichChannelAndWhichUnitItIsFor() {
    get("/channel", "Bearer channel-key")
        .expectBody(String.class)
        .isEqualTo("test-channeltruefalse");
    get("/officer", "Bearer officer-key")
        .expectBody(String.class)
        .isEqualTo("test-officertruefalse");
    get("/importer", "Bearer importer-key").expectBody(String.class).isEqualTo("test-importertrue");
  }

  @Test
  void theKeyIsAskedForBeforeTheBodyIsRead() {
    for (String body : List.of("{\"name\":", "{}", "x".repeat(2_000_000))) {
      problem(post("/things", body, null), 401, "urn:opinion-loop:problem:unauthorized");
      problem(
          post("/things", body, "Bearer analyst-key"), 403, "urn:opinion-loop:problem:forbidden");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/",
        "/actuator/env",
        "/actuator/deadletters",
        "/actuator;x=1/env",
        "/%61ctuator/env",
        "/actuator/healthy"
      })
  void theActuatorIsForOperators(String path) {
    client.get().uri(URI.create(base() + path)).exchange().expectStatus().isUnauthorized();
    client
        .get()
        .uri(URI.create(base() + path))
        .header(HttpHeaders.AUTHORIZATION, "Bearer officer-key")
        .exchange()
        .expectStatus()
        .isForbidden();
  }

  @Test
  void healthAndFiguresAreOpenToAll() {
    get("/actuator/health/liveness", null).expectStatus().isOk();
    get("/actuator/prometheus", null)
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .value(figures -> assertThat(figures).contains("service=\"test-service\""));
  }

  @Test
  void aSlashInDisguiseLeadsNowhere() {
    for (String path : List.of("/actuator/health/a%2Fb", "/actuator/health/%2F")) {
      problem(
          client.get().uri(URI.create(base() + path)).exchange(),
          404,
          "urn:opinion-loop:problem:request");
    }
  }

  @Test
  void withoutKafkaAServiceIsAliveButNotReady() {
    get("/actuator/health/readiness", null)
        .expectStatus()
        .isEqualTo(503)
        .expectBody()
        .json("{\"status\":\"DOWN\"}", JsonCompareMode.STRICT);
    get("/actuator/health/liveness", null).expectStatus().isOk();
  }

  @Test
  void whatIsNotThereIs404() {
    problem(get("/" + WORDS, null), 404, "urn:opinion-loop:problem:request");
  }

  @Test
  void theWrongMethodIs405AndSaysWhichIsRight() {
    var answer = client.method(HttpMethod.DELETE).uri("/json").exchange();
    answer.expectHeader().valueEquals(HttpHeaders.ALLOW, "GET");

    problem(answer, 405, "urn:opinion-loop:problem:request");
  }

  @Test
  void moreTypesThanAnybodySortsAre406() {
    problem(
        client.get().uri("/open").header(HttpHeaders.ACCEPT, "a/b,".repeat(60) + "a/b").exchange(),
        406,
        "urn:opinion-loop:problem:request");
  }

  @Test
  void aTypeThatIsNotGivenIs406() {
    problem(
        client.get().uri("/json").accept(MediaType.IMAGE_PNG).exchange(),
        406,
        "urn:opinion-loop:problem:request");
  }

  @Test
  void aTypeThatIsNotTakenIs415() {
    problem(
        client
            .post()
            .uri("/open")
            .contentType(MediaType.APPLICATION_XML)
            .bodyValue("<" + WORDS + "/>")
            .exchange(),
        415,
        "urn:opinion-loop:problem:request");
  }

  @Test
  void aBodyThatIsTooLargeIs413() {
    problem(
        post("/open", "{\"name\":\"" + WORDS.repeat(40_000) + "\"}", null),
        413,
        "urn:opinion-loop:problem:request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"name\":\"" + WORDS,
        WORDS,
        "{\"name\":\"" + WORDS + "\",\"size\":\"" + WORDS + "\"}",
        "[\"" + WORDS + "\"]",
        "{\"size\":{\"" + WORDS + "\":1}}"
      })
  void aBodyThatDoesNotFitIs400(String body) {
    problem(post("/open", body, null), 400, "urn:opinion-loop:problem:request");
  }

  @Test
  void aParameterThatDoesNotFitIs400() {
    problem(get("/number?value=" + WORDS, null), 400, "urn:opinion-loop:problem:request");
    problem(get("/number", null), 400, "urn:opinion-loop:problem:request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "en,-", "-;q=0.1", ";", "a-toolongsubtag"})
  void aLanguageThatIsNoneAsksForNone(String header) {
    client
        .get()
        .uri("/language")
        .header(HttpHeaders.ACCEPT_LANGUAGE, header)
        .exchange()
        .expectStatus()
        .isOk();
  }

  @Test
  void aBugIs500LoggedWithItsPlaceAndWithoutItsWords(CapturedOutput output) {
    problem(get("/bug?words=" + WORDS, null), 500, "urn:opinion-loop:problem:fault");

    assertThat(output.getAll())
        .contains("GET /bug ended in a fault", "java.lang.IllegalStateException", "Doors.bug(")
        .doesNotContain(WORDS);
  }

  private static String base() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  private static WebTestClient.ResponseSpec get(String uri, String authorization) {
    return client.get().uri(uri).headers(headers -> with(headers, authorization)).exchange();
  }

  private static WebTestClient.ResponseSpec post(String uri, String body, String authorization) {
    return client
        .post()
        .uri(uri)
        .contentType(MediaType.APPLICATION_JSON)
        .headers(headers -> with(headers, authorization))
        .bodyValue(body)
        .exchange();
  }

  private static void with(HttpHeaders headers, String authorization) {
    if (authorization != null) {
      headers.set(HttpHeaders.AUTHORIZATION, authorization);
    }
  }

  /** A problem document of this status and type that repeats nothing. */
  private static WebTestClient.BodyContentSpec problem(
      WebTestClient.ResponseSpec answer, int status, String type) {
    return answer
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo(status)
        .jsonPath("$.type")
        .isEqualTo(type)
        .jsonPath("$.title")
        .isNotEmpty()
        .jsonPath("$")
        .value(body -> assertThat(body.toString()).doesNotContain("zhang", "138", "Exception"));
  }
}
