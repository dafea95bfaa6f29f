package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.CaseStatus;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.contracts.Topics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The promise of the house: every opinion that was accepted, and be it in the second before the
 * power went, has exactly one first letter and is counted exactly once. A channel that got no
 * answer hands in again under the same external id, as channels do.
 */
class NothingLostNothingDoubledIT {

  private static final int OPINIONS = 600;
  private static final int ANSWERS_BEFORE_THE_KILL = 250;
  private static final int LINES_BEFORE_THE_KILL = 420;
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir Path data;

  private final Ports ports = RunningLoop.freePorts();

  /** External id to number, of every line that was answered with one. */
  private final Map<String, String> accepted = new HashMap<>();

  @Test
  void holdsWhenTheProcessIsKilledInTheMiddleOfABatch() throws Exception {
    List<String> lines = lines();
    try (RunningLoop loop = RunningLoop.start(data, ports).awaitReady()) {
      handInUntilKilled(lines, loop);
      assertThat(accepted).hasSizeGreaterThan(100);
    }
    Map<String, String> acceptedBefore = Map.copyOf(accepted);

    try (RunningLoop loop = RunningLoop.start(data, ports).awaitReady()) {
      handInAgainWhatWasNotAnswered(lines);
      assertThat(accepted).containsAllEntriesOf(acceptedBefore).hasSize(OPINIONS);

      Set<String> ids = Set.copyOf(accepted.values());
      assertThat(ids).hasSize(OPINIONS);
      awaitAllDelivered(ids);
      awaitAllCounted(ids);
      assertOneFirstLetterEach(ids);
      assertOneFileALetter();
      assertOtherRunsAreTurnedAway();

      assertThat(loop.terminate()).isZero();
      assertThat(loop.output()).contains("stopped; everything is kept for the next start");
    }
  }

  /**
   * Opinions with a number of their channel, every tenth of them handed in twice, and now and then
   * a line that nobody can take.
   */
  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < OPINIONS; i++) {
      String line =
          """
          {"channel":"website","externalId":"K-%04d","title":"第%d号路灯不亮","text":"文昌路第%d号灯杆的路灯已经坏了%d天，晚上看不清路，请派人来修。","contact":{"email":"citizen-%d@example.org"}}"""
              .formatted(i, i, i, i % 9 + 2, i);
      lines.add(line);
      if (i % 10 == 3) {
        lines.add(line);
      }
      if (i % 50 == 7) {
        lines.add("{\"channel\":\"website\",\"externalId\":\"broken-" + i + "\"}");
        lines.add("no JSON at all");
      }
    }
    return lines;
  }

  /**
   * Sends part of the lines and keeps the request open, reads some of the answers, and kills. By
   * hand, because Java's client reads no answer before it has sent the whole request.
   */
  private void handInUntilKilled(List<String> lines, RunningLoop loop) throws IOException {
    byte[] part = bytes(lines.subList(0, LINES_BEFORE_THE_KILL));
    try (Socket socket = new Socket("127.0.0.1", ports.intake())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          """
          POST /v1/opinions:batch HTTP/1.1\r
          Host: 127.0.0.1\r
          Authorization: Bearer local-channel-key\r
          Content-Type: application/x-ndjson\r
          Transfer-Encoding: chunked\r
          \r
          %x\r
          """
              .formatted(part.length)
              .getBytes(StandardCharsets.US_ASCII));
      out.write(part);
      out.write(new byte[] {'\r', '\n'});
      out.flush();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(in.readLine()).contains(" 200 ");
      int read = 0;
      while (read < ANSWERS_BEFORE_THE_KILL) {
        String line = in.readLine();
        assertThat(line).as("answers after " + read).isNotNull();
        if (line.startsWith("{")) {
          note(lines, line);
          read++;
        }
      }
      loop.kill();
    }
  }

  private void handInAgainWhatWasNotAnswered(List<String> lines)
      throws IOException, InterruptedException {
    List<String> unanswered =
        lines.stream().filter(line -> !accepted.containsKey(externalId(line))).toList();
    List<String> answers = send(unanswered);
    assertThat(answers).hasSameSizeAs(unanswered);
    answers.forEach(answer -> note(unanswered, answer));
    assertThat(answers.stream().map(answer -> MAPPER.readTree(answer).path("status").stringValue()))
        .contains("rejected")
        .doesNotContain("unavailable");
  }

  private void note(List<String> lines, String answer) {
    JsonNode json = MAPPER.readTree(answer);
    if (json.has("opinionId")) {
      String external = externalId(lines.get(json.path("line").intValue() - 1));
      String id = json.path("opinionId").stringValue();
      assertThat(accepted.getOrDefault(external, id)).isEqualTo(id);
      accepted.put(external, id);
    }
  }

  private List<String> send(List<String> lines) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + ports.intake() + "/v1/opinions:batch"))
            .header("Authorization", "Bearer local-channel-key")
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(lines)))
            .build();
    HttpResponse<Stream<String>> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body().toList();
  }

  private void awaitAllDelivered(Set<String> ids) {
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(
                        read(Topics.LETTERS_DELIVERED, LetterDelivered.class).stream()
                            .map(event -> event.opinionId().value())
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(ids));
  }

  private void awaitAllCounted(Set<String> ids) {
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              Map<LoopCount, Long> counts = sum(latest(Topics.METRICS, LoopMetrics.class));
              assertThat(counts)
                  .containsEntry(LoopCount.RECEIVED, (long) OPINIONS)
                  .containsEntry(LoopCount.ACKNOWLEDGED, (long) OPINIONS)
                  .containsEntry(LoopCount.ACKNOWLEDGEMENT_DELIVERED, (long) OPINIONS)
                  .containsEntry(LoopCount.PENDING, 0L)
                  .containsEntry(LoopCount.OPEN, (long) OPINIONS);
              Collection<CaseState> cases = latest(Topics.CASES, CaseState.class);
              assertThat(cases).allMatch(state -> state.status() == CaseStatus.ACKNOWLEDGED);
              assertThat(cases.stream().map(state -> state.opinionId().value()))
                  .containsExactlyInAnyOrderElementsOf(ids);
            });
  }

  private void assertOneFirstLetterEach(Set<String> ids) {
    assertThat(
            read(Topics.LETTERS_ISSUED, LetterIssued.class).stream()
                .filter(event -> event.kind().acknowledges())
                .map(event -> event.opinionId().value()))
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  private void assertOneFileALetter() throws IOException {
    Set<String> letters =
        read(Topics.LETTERS_ISSUED, LetterIssued.class).stream()
            .map(event -> event.letterId() + ".eml")
            .collect(Collectors.toSet());
    Set<String> files = new HashSet<>();
    try (Stream<Path> outbox = Files.list(data.resolve("outbox"))) {
      outbox
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".eml"))
          .forEach(files::add);
    }
    assertThat(files).isEqualTo(letters);
  }

  private void assertOtherRunsAreTurnedAway() throws IOException {
    try (RunningLoop sameData = RunningLoop.start(data, RunningLoop.freePorts())) {
      assertThat(sameData.awaitExit()).isOne();
      assertThat(sameData.output()).contains("in use by another run").hasLineCount(1);
    }
    Path elsewhere = Files.createTempDirectory("opinion-loop");
    try (RunningLoop samePorts = RunningLoop.start(elsewhere, ports)) {
      assertThat(samePorts.awaitExit()).isOne();
      assertThat(samePorts.output())
          .contains("port " + ports.intake() + " is taken, and intake-service needs it");
    }
  }

  private <T> List<T> read(String topic, Class<T> type) {
    return new TopicReader(ports).read(topic, JsonCodec.of(type));
  }

  /** The last record of each key, as a compacted topic keeps it. */
  private <T> Collection<T> latest(String topic, Class<T> type) {
    JsonCodec<T> codec = JsonCodec.of(type);
    Map<String, T> latest = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> record : new TopicReader(ports).read(topic)) {
      if (record.value() == null) {
        latest.remove(record.key());
      } else {
        latest.put(record.key(), codec.decode(record.value()));
      }
    }
    return latest.values();
  }

  private static Map<LoopCount, Long> sum(Collection<LoopMetrics> cells) {
    Map<LoopCount, Long> sum = new HashMap<>();
    cells.forEach(cell -> cell.counts().forEach((count, n) -> sum.merge(count, n, Long::sum)));
    return sum;
  }

  private static String externalId(String line) {
    try {
      return MAPPER.readTree(line).path("externalId").stringValue("");
    } catch (tools.jackson.core.JacksonException noJson) {
      return "";
    }
  }

  private static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
