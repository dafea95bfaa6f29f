package org.opinionloop.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.opinionloop.contracts.OpinionId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the sample says beside its opinions: ratings of services, and measures with how far they
 * have come. Each has its external id, so handing them in again changes nothing.
 */
final class OfficeSample {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int AT_ONCE = 32;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Door door;
  private final String reporting;
  private final PatientClient client = new PatientClient(PATIENCE);
  private final List<JsonNode> ratings = read("service-ratings");
  private final List<JsonNode> measures = read("measures");

  /**
   * The shipped one.
   *
   * @param reporting where reporting listens on loopback
   */
  OfficeSample(Door door, int reporting) {
    this.door = door;
    this.reporting = "http://127.0.0.1:" + reporting + "/v1/";
  }

  /**
   * Hands it in and waits until reporting has counted it.
   *
   * @param numbers of the opinions, by channel and external id
   */
  void handIn(Map<String, OpinionId> numbers) throws IOException, InterruptedException {
    for (int from = 0; from < ratings.size(); from += AT_ONCE) {
      CompletableFuture.allOf(
              ratings.subList(from, Math.min(ratings.size(), from + AT_ONCE)).stream()
                  .map(each -> door.post("service-ratings", each.toString()))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    }
    for (JsonNode each : measures) {
      ObjectNode promise = each.asObject().deepCopy();
      ArrayNode opinions = promise.putArray("opinions");
      for (JsonNode about : each.path("about")) {
        OpinionId id = numbers.get(about.asString());
        if (id != null) {
          opinions.add(id.value());
        }
      }
      String id = door.post("measures", promise.toString()).join().path("measureId").stringValue();
      for (JsonNode step : each.path("progress")) {
        door.post("measures/" + id + "/state", step.toString()).join();
      }
    }
    awaitCounted();
  }

  /** The ratings of a period. */
  JsonNode ratings(String period) throws IOException, InterruptedException {
    return get("service-ratings?period=" + period).at("/total/counts");
  }

  /** How many measures there are of which this holds. */
  long measures(String which) throws IOException, InterruptedException {
    return get("measures?limit=1&" + which).path("total").asLong();
  }

  /** What several people wrote about in these days, hottest first. */
  JsonNode hotTopics(LocalDate from, LocalDate to) throws IOException, InterruptedException {
    return get("hot-topics?limit=5&from=" + from + "&to=" + to).path("topics");
  }

  private void awaitCounted() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long ended =
        measures.stream()
            .flatMap(each -> each.path("progress").valueStream())
            .filter(step -> step.path("state").asString().matches("kept|dropped"))
            .count();
    while (ratings("2026").path("rated").asLong() < ratings.size()
        || measures("state=kept,dropped") < ended
        || measures("") < measures.size()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("reporting has not counted the ratings and measures of the sample");
      }
      Thread.sleep(200);
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(reporting + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer local-analyst-key")
            .build();
    HttpResponse<String> response;
    try {
      response = client.send(request).get();
    } catch (ExecutionException silent) {
      throw new IOException("reporting did not answer", silent.getCause());
    }
    if (response.statusCode() != 200) {
      throw new IOException("reporting answered with status " + response.statusCode());
    }
    return MAPPER.readTree(response.body());
  }

  private static List<JsonNode> read(String name) {
    try (InputStream file = OfficeSample.class.getResourceAsStream("/sample/" + name + ".jsonl")) {
      if (file == null) {
        throw new IllegalStateException("sample/" + name + ".jsonl is not on the class path");
      }
      return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines()
          .map(MAPPER::readTree)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
