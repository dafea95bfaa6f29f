package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Knocks at every door of the services with requests that are almost right: bodies, paths, query
 * parameters, headers, methods and keys.
 */
final class EndpointFuzz {

  private static final int AT_ONCE = 32;

  /** To have all dead letters read again, which are many here, takes long. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}|\\*+");

  /** What a stack trace, a class of ours or of those we use, or the input itself would show. */
  static final Pattern TELLS =
      Pattern.compile(
          "Exception|\\tat |\\bat (?:java|org|tools|reactor|io)\\.|org\\.opinionloop|"
              + "org\\.springframework|tools\\.jackson|java\\.(?:lang|util|time)|reactor\\.|"
              + Fuzz.MARK);

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json;charset=UTF-16",
          "application/x-ndjson",
          "text/csv",
          "text/csv;charset=GBK",
          "text/csv;charset=" + Fuzz.MARK,
          "application/x-www-form-urlencoded",
          "multipart/form-data;boundary=x",
          "text/html",
          "application/xml",
          "x",
          "a/b;c=\"");
  private static final List<String> PARAMETERS =
      List.of(
          "from",
          "to",
          "period",
          "by",
          "compare",
          "format",
          "unit",
          "state",
          "overdue",
          "theme",
          "channel",
          "district",
          "field",
          "kind",
          "limit",
          "cursor",
          "topic",
          "reason",
          "lang",
          "tag",
          "includeNames",
          Fuzz.MARK);

  private final Fuzz fuzz;
  private final Ports ports;
  private final HttpClient client;
  private final List<Endpoint> endpoints;
  private final List<String> keys;
  private final Map<String, ObjectNode> bodies;

  /**
   * Knocks at these doors.
   *
   * @param keys of all roles
   * @param bodies what some doors take, by pattern
   */
  EndpointFuzz(
      long seed,
      Ports ports,
      HttpClient client,
      List<Endpoint> endpoints,
      List<String> keys,
      Map<String, ObjectNode> bodies) {
    this.fuzz = new Fuzz(seed);
    this.ports = ports;
    this.client = client;
    this.endpoints = endpoints;
    this.keys = keys;
    this.bodies = bodies;
  }

  /** Sends so many, checks every answer, and tells how often each status came. */
  Map<Integer, Integer> send(int inputs) {
    Map<Integer, Integer> statuses = new TreeMap<>();
    Flux.range(0, inputs)
        .map(i -> request())
        .flatMap(
            request ->
                Mono.fromFuture(client.sendAsync(request, BodyHandlers.ofByteArray()))
                    .onErrorMap(
                        IOException.class,
                        none -> new AssertionError(request.method() + " " + request.uri(), none)),
            AT_ONCE)
        .doOnNext(
            answer -> {
              check(answer);
              statuses.merge(answer.statusCode(), 1, Integer::sum);
            })
        .blockLast(Duration.ofMinutes(15));
    return statuses;
  }

  private HttpRequest request() {
    Endpoint endpoint = endpoint();
    byte[] body = body(endpoint);
    String method =
        endpoint.method().equals("*") || fuzz.oneIn(12) ? fuzz.one(METHODS) : endpoint.method();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + endpoint.service().port(ports)
                        + path(endpoint)
                        + parameters()))
            .timeout(PATIENCE)
            .method(
                method,
                body.length == 0
                    ? BodyPublishers.noBody()
                    : fuzz.oneIn(8) // without a length, in pieces
                        ? BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body))
                        : BodyPublishers.ofByteArray(body));
    if (!fuzz.oneIn(8)) {
      request.header("Authorization", "Bearer " + fuzz.one(keys));
    }
    if (endpoint.pattern().startsWith("/internal") && !fuzz.oneIn(4)) {
      request.header(Access.PEER_HEADER, Access.Who.PEER.key());
    }
    if (!endpoint.type().isEmpty()) {
      request.header("Content-Type", fuzz.oneIn(6) ? fuzz.one(TYPES) : endpoint.type());
    }
    if (fuzz.oneIn(6)) {
      request.header("Accept", fuzz.one(List.of("text/html", "x", "image/png", "*/*;q=x")));
    }
    if (fuzz.oneIn(6)) {
      request.header("Accept-Language", fuzz.printable());
    }
    if (fuzz.oneIn(6)) {
      request.header("Idempotency-Key", fuzz.printable());
    }
    if (fuzz.oneIn(6)) {
      request.header(
          fuzz.one(
              List.of(
                  "traceparent",
                  Access.PEER_HEADER,
                  "X-Forwarded-For",
                  "X-Forwarded-Host",
                  "Cookie",
                  "Range",
                  "If-Modified-Since",
                  "Content-Encoding",
                  "X-HTTP-Method-Override",
                  "Origin")),
          fuzz.printable());
    }
    return request.build();
  }

  /** One of the many of the actuator now and then, and the one that reads whole topics seldom. */
  private Endpoint endpoint() {
    while (true) {
      Endpoint endpoint = fuzz.one(endpoints);
      boolean actuator = endpoint.pattern().startsWith("/actuator");
      boolean reads = endpoint.pattern().endsWith("/deadletters");
      if (!actuator || fuzz.oneIn(reads ? 500 : 20)) {
        return endpoint;
      }
    }
  }

  private byte[] body(Endpoint endpoint) {
    ObjectNode valid = bodies.get(endpoint.pattern());
    if (valid == null || fuzz.oneIn(30)) {
      return endpoint.method().equals("POST") ? fuzz.bytes(300) : new byte[0];
    }
    if (fuzz.oneIn(400)) {
      return "x".repeat(1 + fuzz.below(2 << 20)).getBytes(StandardCharsets.UTF_8);
    }
    return switch (endpoint.type()) {
      case "application/x-ndjson" -> fuzz.jsonLines(valid);
      case "text/csv" -> fuzz.csv();
      case "application/x-www-form-urlencoded" -> form(valid);
      default -> fuzz.json(valid);
    };
  }

  private byte[] form(ObjectNode valid) {
    StringBuilder form = new StringBuilder();
    for (String name : valid.propertyNames()) {
      form.append(fuzz.oneIn(8) ? fuzz.printable() : name)
          .append('=')
          .append(fuzz.oneIn(3) ? encoded(fuzz.word()) : valid.get(name).asString())
          .append(fuzz.oneIn(8) ? "%" : "&");
    }
    byte[] bytes = form.toString().getBytes(StandardCharsets.UTF_8);
    return fuzz.oneIn(4) ? fuzz.bent(bytes) : bytes;
  }

  private String path(Endpoint endpoint) {
    String path =
        VARIABLE
            .matcher(endpoint.pattern())
            .replaceAll(found -> fuzz.oneIn(3) ? encoded(fuzz.word()) : variable(endpoint));
    return switch (fuzz.below(40)) {
      case 0 -> path + "/";
      case 1 -> path + ";a=b";
      case 2 -> "/" + path;
      case 3 -> path + "/" + encoded(fuzz.word());
      case 4 -> path + ".json";
      default -> path;
    };
  }

  private String variable(Endpoint endpoint) {
    return endpoint.pattern().contains("opinions")
        ? TopicFuzz.opinion(fuzz.below(TopicFuzz.OPINIONS)).value()
        : fuzz.one(List.of("2026-H1", "2026-Q2", "2026-06", "2026-W23", "liveness", "readiness"));
  }

  private String parameters() {
    StringBuilder query = new StringBuilder();
    for (int n = fuzz.oneIn(3) ? 0 : fuzz.below(4); n > 0; n--) {
      query
          .append(query.isEmpty() ? '?' : '&')
          .append(fuzz.one(PARAMETERS))
          .append('=')
          .append(encoded(fuzz.word()));
    }
    return query.toString();
  }

  private static String encoded(String word) {
    return URLEncoder.encode(
            word.substring(0, Math.min(300, word.length())), StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  private static void check(HttpResponse<byte[]> answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    HttpRequest request = answer.request();
    assertThat(answer.statusCode())
        .as(() -> request.method() + " " + request.uri() + " " + body)
        .isLessThan(500);
    if (answer.statusCode() < 400) {
      return;
    }
    assertThat(body).as(() -> request.method() + " " + request.uri()).doesNotContainPattern(TELLS);
    if (!body.isEmpty() && !request.uri().getPath().contains("rating")) {
      assertThat(answer.headers().firstValue("content-type"))
          .as(() -> request.method() + " " + request.uri() + " " + body)
          .hasValue("application/problem+json");
    }
  }
}
