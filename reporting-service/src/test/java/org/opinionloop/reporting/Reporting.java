package org.opinionloop.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.opinionloop.reporting.Happenings.TIME;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.testing.RunningService;
import org.opinionloop.kit.testing.TestBroker;
import org.opinionloop.kit.testing.TestTopics;
import org.opinionloop.reporting.cells.Contribution;
import org.opinionloop.reporting.cells.Tally;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service with {@link Lives} to count, and an analyst who asks it. */
final class Reporting implements AutoCloseable {

  static final String ANALYST = "test-analyst-key";
  static final String ALL = "/v1/metrics?from=2026-01-01&to=2026-12-31";

  /** What it reads; the last is how changes of cases travel to their cells, named by Streams. */
  private static final List<String> READ =
      Stream.concat(
              Happenings.TOPICS.values().stream(),
              Stream.of(Topics.OPINIONS_GROUPED, "reporting-service-changes-repartition"))
          .toList();

  private static final String PEER_KEY = "a-key-for-tests-only";

  private final TestBroker broker;
  private final Path state;
  private final TestTopics topics;
  private final List<RunningService> services = new ArrayList<>();

  Reporting(TestBroker broker, Path state) {
    this.broker = broker;
    this.state = state;
    this.topics = broker.loop();
    Lives.publish(topics);
    services.add(service("one", 0));
  }

  /** Stops it, and starts it again with a second instance beside it. */
  List<RunningService> restartWithASecond() {
    services.remove(0).close();
    for (String name : List.of("one", "two")) {
      services.add(service(name, RunningService.freePort()));
    }
    return services;
  }

  private RunningService service(String name, int port) {
    return RunningService.start(
        ReportingApplication.builder(),
        broker,
        "--server.port=" + port,
        // All that is there at the start in few commits, however slow the machine is.
        "--OPINION_LOOP_COMMIT_INTERVAL=1000",
        "--opinion-loop.state-dir=" + state.resolve(name),
        "--opinion-loop.reporting.peers.key=" + PEER_KEY,
        "--opinion-loop.reporting.peers.advertised=" + (port == 0 ? "" : "127.0.0.1:" + port),
        "--spring.config.additional-location=classpath:test-keys.yml");
  }

  /** Waits until the service has counted everything that there is. */
  void awaitSettled() {
    await()
        .atMost(TestTopics.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(services.get(0).readiness()).isEqualTo(200);
              JsonNode counts = get(ALL).at("/total/counts");
              assertThat(counts.get("received").asLong()).isEqualTo(Lives.COUNT);
              assertThat(counts.get("merged").asLong()).isEqualTo(1);
              expected()
                  .counts()
                  .forEach(
                      (count, n) -> assertThat(counts.get(count.code()).asLong()).isEqualTo(n));
              assertThat(lag()).isZero();
              // Nothing is sent when a day has passed: that is noticed every few seconds.
              assertThat(get("/v1/opinions/" + Lives.REPEATED.id).get("overdue").asBoolean())
                  .isTrue();
            });
  }

  /** The figures worked out again from the published cases. */
  Tally expected() {
    return cases().values().stream()
        .map(each -> Contribution.of(each, TIME).tally())
        .reduce(Tally.ZERO, Tally::plus);
  }

  <T> T bean(Class<T> type) {
    return services.get(0).bean(type);
  }

  TestTopics topics() {
    return topics;
  }

  Map<String, CaseState> cases() {
    return latest(Topics.CASES, CaseState.class);
  }

  <T> Map<String, T> latest(String topic, Class<T> type) {
    JsonCodec<T> codec = JsonCodec.of(type);
    Map<String, T> latest = new TreeMap<>();
    topics.latest(topic).forEach((key, value) -> latest.put(key, codec.decode(value)));
    return latest;
  }

  /** How many records the service has not read, or read and not yet committed. */
  long lag() {
    return topics.lag("reporting-service", READ);
  }

  RunningService service() {
    return services.get(0);
  }

  /** What it answers to the analyst when it can. */
  JsonNode get(String path) {
    return get(services.get(0), path);
  }

  static JsonNode get(RunningService service, String path) {
    return JsonMapper.shared().readTree(body(service.get(path, ANALYST)));
  }

  String body(String path, @Nullable String key) {
    return body(services.get(0).get(path, key));
  }

  private static String body(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(() -> answer.uri().toString()).isEqualTo(200);
    return answer.body();
  }

  int status(String path, @Nullable String key) {
    return services.get(0).get(path, key).statusCode();
  }

  /** What another instance is answered that asks with the shared key. */
  int peerStatus(String path) {
    return service()
        .send(service().request(path, null).header("X-Peer-Key", PEER_KEY).GET())
        .statusCode();
  }

  @Override
  public void close() {
    services.forEach(RunningService::close);
    topics.close();
  }
}
