package org.opinionloop.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running Prometheus, asked as Grafana asks it. Its address is the system property {@code
 * prometheus}.
 */
final class Prometheus {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration SPAN = Duration.ofSeconds(90);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  private Prometheus(String address) {
    this.address = address;
  }

  static Prometheus running() {
    String address = System.getProperty("prometheus", "");
    if (address.isEmpty()) {
      throw new IllegalStateException(
          "no -Dprometheus=http://host:port; see deploy/monitoring/verify");
    }
    return new Prometheus(address);
  }

  /** One line of a picture. */
  record Series(Map<String, String> labels, List<Double> values) {

    boolean saysSomething() {
      return values.stream().anyMatch(Double::isFinite);
    }
  }

  /** What an expression has been over the last minute and a half. */
  List<Series> range(String expression) {
    Instant now = Instant.now();
    JsonNode data =
        get(
            "/api/v1/query_range",
            Map.of(
                "query",
                expression,
                "start",
                seconds(now.minus(SPAN)),
                "end",
                seconds(now),
                "step",
                "5"));
    return Files.each(data.get("result"))
        .map(
            series ->
                new Series(
                    labels(series.get("metric")),
                    Files.each(series.get("values"))
                        .map(value -> number(value.get(1).asString()))
                        .toList()))
        .toList();
  }

  /** Values of a label of the series that a selector finds. */
  List<String> labelValues(String selector, String label) {
    JsonNode data = get("/api/v1/label/" + label + "/values", Map.of("match[]", selector));
    return Files.each(data).map(JsonNode::asString).toList();
  }

  /** The addresses of what is scraped, by job. */
  Map<String, String> targets() {
    return Files.each(get("/api/v1/targets", Map.of("state", "active")).get("activeTargets"))
        .collect(
            Collectors.toMap(
                target -> target.path("labels").path("job").asString(),
                target -> target.get("scrapeUrl").asString()));
  }

  /** Rules whose last evaluation failed, or that were never evaluated. */
  List<String> unhealthyRules() {
    return Files.each(get("/api/v1/rules", Map.of()).get("groups"))
        .flatMap(group -> Files.each(group.get("rules")))
        .filter(rule -> !rule.path("health").asString("").equals("ok"))
        .map(rule -> rule.get("name").asString() + ": " + rule.path("lastError").asString(""))
        .toList();
  }

  /** A page as text. */
  String page(String url) {
    return send(url);
  }

  private JsonNode get(String path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    JsonNode answer = JSON.readTree(send(address + path + "?" + query));
    if (!answer.path("status").asString("").equals("success")) {
      throw new IllegalArgumentException(
          answer.path("error").asString("no success") + ": " + parameters);
    }
    return answer.get("data");
  }

  private String send(String url) {
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static Map<String, String> labels(JsonNode metric) {
    return metric.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().asString()));
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String seconds(Instant instant) {
    return Double.toString(instant.toEpochMilli() / 1000.0);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
