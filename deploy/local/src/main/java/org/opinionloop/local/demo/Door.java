package org.opinionloop.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Intake's doors, with the importer's key. */
final class Door {

  private static final JsonMapper MAPPER = new JsonMapper();

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient client = HttpClient.newHttpClient();
  private final PatientClient patient = new PatientClient(PATIENCE);
  private final String base;
  private final String root;

  Door(int port) {
    this.base = "http://127.0.0.1:" + port + "/v1/opinions";
    this.root = "http://127.0.0.1:" + port + "/v1/";
  }

  /**
   * What the door said to one line.
   *
   * @param status {@code accepted}, {@code repeated}, {@code rejected} or {@code unavailable}
   * @param opinionId of what was accepted or repeated
   */
  record Answer(String status, @Nullable OpinionId opinionId) {}

  /** Hands in the lines; one answer a line, in their order. */
  List<Answer> handIn(List<String> lines) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + ":batch"))
            .timeout(Duration.ofMinutes(2))
            .header("Authorization", "Bearer local-importer-key")
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", lines)))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("intake answered the sample with status " + response.statusCode());
    }
    List<Answer> answers =
        response.body().lines().filter(line -> !line.isBlank()).map(Door::answer).toList();
    if (answers.size() != lines.size()) {
      throw new IOException(
          "intake answered " + answers.size() + " lines of " + lines.size() + " of the sample");
    }
    return answers;
  }

  /**
   * Says something of an opinion.
   *
   * @return ends with an {@link IOException} if it was not taken
   */
  CompletableFuture<Void> say(Statements.What what, OpinionId id, String body) {
    return post("opinions/" + id + "/" + what.door(), body).thenAccept(said -> {});
  }

  /**
   * Hands in one object, at the door of this path; again if the door is closed for the moment.
   *
   * @return what the door says; ends with an {@link IOException} if it was not taken
   */
  CompletableFuture<JsonNode> post(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer local-importer-key")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return patient
        .send(request)
        .thenCompose(
            response ->
                response.statusCode() == 202
                    ? CompletableFuture.completedFuture(MAPPER.readTree(response.body()))
                    : CompletableFuture.failedFuture(
                        new IOException(
                            "intake answered a sample for "
                                + path.replaceAll("/[0-9A-Z-]{21}/", "/{id}/")
                                + " with status "
                                + response.statusCode())));
  }

  private static Answer answer(String line) {
    JsonNode json = MAPPER.readTree(line);
    String id = json.path("opinionId").stringValue(null);
    return new Answer(json.path("status").stringValue(), id == null ? null : OpinionId.parse(id));
  }

  /** How many answers say what. */
  static String summary(List<Answer> answers) {
    return answers.stream()
        .collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining(", "));
  }
}
