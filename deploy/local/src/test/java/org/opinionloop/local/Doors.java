package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST doors of the services, as a channel, a member of the public and an analyst use them. */
final class Doors {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Ports ports;
  private final HttpClient client = HttpClient.newHttpClient();

  Doors(Ports ports) {
    this.ports = ports;
  }

  /** Hands an opinion in; its number. */
  String handIn(String text) throws IOException, InterruptedException {
    return handIn(text, "local-channel-key");
  }

  /** The same with the key of another channel. */
  String handIn(String text, String key) throws IOException, InterruptedException {
    return post("/v1/opinions", key, Map.of("channel", "website", "text", text))
        .path("opinionId")
        .stringValue();
  }

  /** Hands in something at a door of intake, which takes it. */
  JsonNode post(String path, String key, Map<String, Object> body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.intake() + path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body)))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return MAPPER.readTree(response.body());
  }

  /** Waits until the person can see that their opinion was acknowledged. */
  void awaitAcknowledged(String id) {
    await()
        .alias("acknowledged")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () ->
                assertThat(get(ports.reporting(), "/v1/opinions/" + id).toString())
                    .contains("\"state\":\"ACKNOWLEDGED\""));
  }

  /** Waits until the letter is in this outbox. */
  static void awaitLetter(Path outbox, String id) {
    await()
        .alias("the letter")
        .atMost(PATIENCE)
        .until(() -> Files.exists(outbox.resolve(id + ".acknowledgement.1.eml")));
  }

  /** What is at this path, with the analyst's key. */
  JsonNode get(int port, String path) throws IOException, InterruptedException {
    return get(port, path, "local-analyst-key");
  }

  /** The same with another key. */
  JsonNode get(int port, String path, String key) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + key)
            .build();
    return MAPPER.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Whether the service says of itself that it can work. */
  boolean isReady(int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
