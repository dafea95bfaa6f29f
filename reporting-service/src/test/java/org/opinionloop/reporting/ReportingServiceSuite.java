package org.opinionloop.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.kit.streams.FaultsToDeadLetters;
import org.opinionloop.kit.testing.RunningService;
import org.opinionloop.kit.testing.TestBroker;
import org.opinionloop.kit.testing.TestTopics;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import tools.jackson.databind.json.JsonMapper;

/** The service against a real broker: what it counts is what happened, also across a restart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ReportingServiceSuite implements FiguresSuite, ListsSuite, LetterSuite {

  private static final List<String> QUESTIONS =
      List.of(
          Reporting.ALL + "&by=theme,unit",
          "/v1/hot-topics?from=2026-01-01&to=2026-06-30",
          "/v1/service-ratings?period=2026-H1&by=unit,service",
          "/v1/measures",
          "/v1/cases?limit=500",
          "/v1/opinions/" + Lives.REPEATED.id);

  /** Who asks while partitions move is told to come again no sooner. */
  private static final Duration JUST_UNDER_PATIENCE = Duration.ofMillis(4_900);

  private final TestBroker broker;
  private Reporting reporting;

  ReportingServiceSuite(TestBroker broker) {
    this.broker = broker;
  }

  @BeforeAll
  void start(@TempDir Path state) {
    reporting = new Reporting(broker, state);
    reporting.awaitSettled();
  }

  @AfterAll
  void stop() {
    reporting.close();
  }

  @Test
  void aRecordThatRunsIntoABugIsDeadLettered() {
    StreamsBuilderFactoryBean streams = reporting.bean(StreamsBuilderFactoryBean.class);

    assertThat(streams.getStreamsConfiguration())
        .containsEntry(
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FaultsToDeadLetters.class);
    assertThat(streams).extracting("kafkaStreamsCustomizer").isNotNull();
  }

  @Test
  @Order(Integer.MAX_VALUE - 2)
  void whoAsksWhilePartitionsMoveIsAnsweredOnceTheyHaveSettled() {
    KafkaStreams streams = streams(reporting.service());
    List<String> before = QUESTIONS.stream().map(each -> reporting.get(each).toString()).toList();
    long tasks = tasks(streams);

    // So many that each has some partitions of a store, not one all of them.
    for (int threads = 1; threads < TestBroker.PARTITIONS; threads++) {
      streams.addStreamThread();
    }
    List<RunningService> running = List.of(reporting.service());
    awaitAllTheWhile(
        running,
        before,
        false,
        () ->
            streams.metadataForLocalThreads().stream()
                .noneMatch(thread -> thread.activeTasks().isEmpty()));
    streams.removeStreamThread();
    awaitAllTheWhile(running, before, false, () -> tasks(streams) == tasks);
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void keepsEverythingAcrossARestartAndAnswersTheSameFromEveryInstance() {
    List<String> before = QUESTIONS.stream().map(each -> reporting.get(each).toString()).toList();
    assertThat(reporting.get("/v1/hot-topics?from=2026-01-01&to=2026-06-30").get("topics"))
        .hasSize(1);

    List<RunningService> both = reporting.restartWithASecond();
    awaitAllTheWhile(
        both, before, true, () -> both.stream().noneMatch(each -> tasks(streams(each)) == 0));
    for (RunningService each : both) {
      assertThat(Reporting.get(each, "/v1/cases?limit=500").get("cases")).hasSize(Lives.COUNT);
      assertThat(Lives.random())
          .allMatch(id -> each.get("/v1/opinions/" + id, null).statusCode() == 200);
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void whoseStreamsHaveEndedForGoodIsNotAliveAnyMore() {
    assertThat(liveness()).isEqualTo(200);

    streams(reporting.service()).close();

    await().atMost(TestTopics.PATIENCE).until(() -> liveness() == 503);
  }

  private int liveness() {
    return reporting.status("/actuator/health/liveness", null);
  }

  /**
   * Every answer of each is the same until then.
   *
   * @param starting whether they may still be reading their stores, for longer than who asks waits
   */
  private static void awaitAllTheWhile(
      List<RunningService> services,
      List<String> answers,
      boolean starting,
      BooleanSupplier settled) {
    await()
        .atMost(TestTopics.PATIENCE)
        .until(
            () -> {
              boolean all = true;
              for (RunningService service : services) {
                for (int i = 0; i < answers.size(); i++) {
                  all &= isAnswered(service, QUESTIONS.get(i), answers.get(i));
                }
              }
              assertThat(all || starting).as("answered").isTrue();
              return all && settled.getAsBoolean();
            });
  }

  private static boolean isAnswered(RunningService service, String question, String expected) {
    long asked = System.nanoTime();
    HttpResponse<String> answer = service.get(question, Reporting.ANALYST);
    if (answer.statusCode() == 503) {
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(JUST_UNDER_PATIENCE);
      return false;
    }
    assertThat(answer.statusCode()).as(question).isEqualTo(200);
    assertThat(JsonMapper.shared().readTree(answer.body())).as(question).hasToString(expected);
    return true;
  }

  private static KafkaStreams streams(RunningService service) {
    return Objects.requireNonNull(service.bean(StreamsBuilderFactoryBean.class).getKafkaStreams());
  }

  private static long tasks(KafkaStreams streams) {
    return streams.metadataForLocalThreads().stream()
        .mapToLong(thread -> thread.activeTasks().size())
        .sum();
  }

  @Override
  public Reporting reporting() {
    return reporting;
  }
}
