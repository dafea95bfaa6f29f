package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.Topics;
import org.opinionloop.local.Collector.Collected;

/**
 * A channel's trace goes with its opinion through all services, to the letter and to the figures;
 * whoever collects spans sees who has caused what, and nothing of what people have written.
 */
class OneTraceThroughTheLoopIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final String TEXT = "河边步道晚上太黑，希望装几盏路灯。";

  @TempDir Path data;

  private final Ports ports = RunningLoop.freePorts();
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void leadsFromTheRequestToTheLetterAndTheFigures() throws Exception {
    try (Collector collector = new Collector();
        RunningLoop loop =
            RunningLoop.start(
                    Map.of("OPINION_LOOP_OTLP_ENDPOINT", collector.endpoint()), data, ports)
                .awaitReady()) {
      String id = handIn();

      awaitRecords(Topics.LETTERS_DELIVERED, id);
      awaitRecords(Topics.CASES, id);
      for (String topic :
          List.of(
              Topics.OPINIONS_RECEIVED,
              Topics.OPINIONS_CLASSIFIED,
              Topics.LETTERS_ISSUED,
              Topics.LETTERS_DELIVERED,
              Topics.CASES)) {
        assertThat(records(topic, id)).as(topic).isNotEmpty().allMatch(this::isOfTheTrace);
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(new TopicReader(ports).read(Topics.METRICS))
                      .isNotEmpty()
                      .allMatch(this::isOfTheTrace));

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(causes(collector)).containsExactlyInAnyOrder(expected()));
      assertThat(ofTheTrace(collector))
          .allSatisfy(each -> assertThat(each.span().toString()).doesNotContain(id, "http.url"));

      awaitExemplar();
      assertThat(loop.terminate()).isZero();
    }
  }

  /** Who has done what, and what has caused it. */
  private static String[] expected() {
    return new String[] {
      "intake-service: http post /v1/opinions <- the caller",
      "classifier-service: process opinions.received <- intake-service: http post /v1/opinions",
      "reporting-service: process opinions.received <- intake-service: http post /v1/opinions",
      "reply-service: process opinions.classified <- classifier-service: process opinions.received",
      "reporting-service: process opinions.classified"
          + " <- classifier-service: process opinions.received",
      "reply-service: process letters.issued <- reply-service: process opinions.classified",
      "reporting-service: process letters.issued <- reply-service: process opinions.classified",
      "reporting-service: process letters.delivered <- reply-service: process letters.issued"
    };
  }

  private static List<String> causes(Collector collector) {
    Map<String, String> names =
        ofTheTrace(collector).collect(Collectors.toMap(Collected::id, Collected::does));
    return ofTheTrace(collector)
        .map(
            each ->
                each.does()
                    + " <- "
                    + (each.parent().equals(CALLER)
                        ? "the caller"
                        : names.getOrDefault(each.parent(), "nobody known")))
        .toList();
  }

  private static Stream<Collected> ofTheTrace(Collector collector) {
    return collector.spans().stream().filter(each -> each.traceId().equals(TRACE));
  }

  private String handIn() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(at(ports.intake(), "/v1/opinions"))
                .header("Authorization", "Bearer local-channel-key")
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"channel\":\"website\",\"text\":\"" + TEXT + "\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.headers().firstValue("traceresponse").orElseThrow())
        .startsWith("00-" + TRACE + "-")
        .doesNotContain(CALLER);
    return answer.body().replaceAll(".*\"opinionId\":\"([^\"]*)\".*", "$1");
  }

  /** From a point in the histogram of waiting times, one gets to the trace that it stands for. */
  private void awaitExemplar() {
    HttpRequest scrape =
        HttpRequest.newBuilder(at(ports.reply(), "/actuator/prometheus"))
            .header("Accept", "application/openmetrics-text; version=1.0.0; charset=utf-8")
            .build();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(client.send(scrape, HttpResponse.BodyHandlers.ofString()).body())
                    .containsPattern(
                        "letters_acknowledgement_latency_seconds_bucket\\{.*} .* # \\{.*trace_id=\""
                            + TRACE
                            + "\""));
  }

  private void awaitRecords(String topic, String id) {
    await()
        .alias(topic)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> !records(topic, id).isEmpty());
  }

  private List<ConsumerRecord<String, byte[]>> records(String topic, String id) {
    return new TopicReader(ports)
        .read(topic).stream().filter(record -> id.equals(record.key())).toList();
  }

  private boolean isOfTheTrace(ConsumerRecord<String, byte[]> record) {
    var header = record.headers().lastHeader("traceparent");
    return header != null
        && new String(header.value(), StandardCharsets.UTF_8).startsWith("00-" + TRACE + "-");
  }

  private static URI at(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
