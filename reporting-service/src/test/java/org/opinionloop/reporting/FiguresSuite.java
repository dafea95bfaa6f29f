package org.opinionloop.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.opinionloop.reporting.Happenings.TIME;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.testing.TestTopics;
import org.opinionloop.reporting.cells.Contribution;
import org.opinionloop.reporting.cells.Tally;
import tools.jackson.databind.JsonNode;

/** The figures are those of the cases, however they are asked for. */
interface FiguresSuite {

  Reporting reporting();

  @Test
  default void countsEverythingExactlyOnceInWhateverOrderItCame() {
    Asked asked = asked(Reporting.ALL + "&by=theme,channel");
    JsonNode metrics = asked.metrics();

    asked
        .expected()
        .counts()
        .forEach(
            (count, n) ->
                assertThat(metrics.at("/total/counts/" + count.code()).asLong())
                    .as(count.code())
                    .isEqualTo(n));
    assertThat(
            metrics
                .get("rows")
                .valueStream()
                .mapToLong(row -> row.at("/counts/received").asLong())
                .sum())
        .isEqualTo(Lives.COUNT);
    long answered = metrics.at("/total/counts/answered").asLong();
    assertThat(metrics.at("/total/rates/answerRate/numerator").asLong()).isEqualTo(answered);
    assertThat(metrics.at("/total/durations/answer/count").asLong()).isEqualTo(answered);
    assertThat(reporting().body("/actuator/prometheus", null))
        .contains("loop_imbalance{service=\"reporting-service\"} 0.0");
  }

  /** What the service answered, and what the cases said at that same instant. */
  record Asked(JsonNode metrics, Tally expected) {}

  private Asked asked(String question) {
    return atOneInstant(() -> reporting().get(question), () -> reporting().expected(), Asked::new);
  }

  /**
   * Figures follow their cases by one transaction, and time passing may move both between two
   * looks. So: no figure has changed since before the cases were read, and every change of a case
   * that could be read has arrived in the figures. Only then may the two be compared, and then they
   * must agree.
   */
  private <F, C, T> T atOneInstant(
      Supplier<F> figures, Supplier<C> cases, BiFunction<F, C, T> both) {
    return await()
        .atMost(TestTopics.PATIENCE)
        .until(
            () -> {
              F before = figures.get();
              C between = cases.get();
              boolean still = reporting().lag() == 0 && before.equals(figures.get());
              return still ? Optional.of(both.apply(before, between)) : Optional.<T>empty();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  @Test
  default void publishesCasesAndCellsThatAgree() {
    Snapshot loop = snapshot();

    assertThat(loop.cases()).hasSize(Lives.COUNT);
    assertThat(loop.cells()).isEqualTo(recounted(loop.cases()));
  }

  /** What the two topics said at one and the same instant. */
  record Snapshot(Map<String, CaseState> cases, Map<String, Tally> cells) {}

  private Snapshot snapshot() {
    return atOneInstant(
        this::cells, () -> reporting().cases(), (cells, cases) -> new Snapshot(cases, cells));
  }

  private Map<String, Tally> cells() {
    Map<String, Tally> cells = new TreeMap<>();
    reporting()
        .latest(Topics.METRICS, LoopMetrics.class)
        .forEach(
            (key, cell) -> cells.put(key, new Tally(cell.counts(), cell.durations(), Map.of())));
    return cells;
  }

  private static Map<String, Tally> recounted(Map<String, CaseState> cases) {
    Map<String, Tally> cells = new TreeMap<>();
    for (CaseState each : cases.values()) {
      Contribution contribution = Contribution.of(each, TIME);
      Tally tally =
          new Tally(contribution.tally().counts(), contribution.tally().durations(), Map.of());
      cells.merge(contribution.cell().key(), tally, Tally::plus);
    }
    return cells;
  }

  @Test
  default void keepsACaseOnceForMuchThatComesAtOnce() {
    // Event by event it would be more than six times an opinion.
    assertThat(reporting().topics().read(Topics.CASES))
        .hasSizeBetween(Lives.COUNT, 3 * Lives.COUNT);
  }

  @Test
  default void setsMalformedRecordsAside() {
    assertThat(reporting().topics().read(Topics.deadLetters(Topics.OPINIONS_RECEIVED)))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isEqualTo(new byte[] {1, 2, 3}));
  }

  @Test
  default void givesTheSameFiguresAsCsv() {
    String csv = reporting().body(Reporting.ALL + "&by=theme&format=csv", Reporting.ANALYST);

    assertThat(csv.lines().findFirst().orElseThrow()).startsWith("theme,received,valid,");
    assertThat(csv).contains("SERVICE,");
  }

  @Test
  default void comparesEveryRowWithThePeriodBeforeAndTheYearBefore() {
    JsonNode months =
        reporting().get("/v1/metrics?period=2026-H1&by=month&compare=true").get("rows");
    Map<String, Long> received = new TreeMap<>();
    months.forEach(
        row -> received.put(row.get("month").asString(), row.at("/counts/received").asLong()));

    assertThat(received).containsKeys("2026-03", "2026-04");
    for (JsonNode row : months) {
      String month = row.get("month").asString();
      String before = YearMonth.parse(month).minusMonths(1).toString();
      assertThat(row.at("/change/0/with").asString()).isEqualTo("before");
      assertThat(row.at("/change/0/counts/received").asLong())
          .isEqualTo(received.get(month) - received.getOrDefault(before, 0L));
      assertThat(row.at("/change/1/with").asString()).isEqualTo("yearBefore");
    }
    for (String wrong :
        List.of(
            "by=month,week",
            "period=2026&quarter=2026-Q2",
            "week=2026-W11",
            "period=2026-H1&to=2026-03-31")) {
      assertThat(reporting().status("/v1/metrics?compare=true&" + wrong, Reporting.ANALYST))
          .as(wrong)
          .isEqualTo(400);
    }
  }

  @Test
  default void showsFiguresOnlyToThoseWhoMay() {
    assertThat(reporting().status("/v1/metrics", null)).isEqualTo(401);
    for (String wrong :
        List.of(
            "/v1/metrics?by=colour&from=soon",
            "/v1/metrics?from=2026-01-01&to=%2B10000-01-01",
            "/v1/hot-topics?to=%2B999999999-12-31",
            "/v1/hot-topics?to=9999-12-31",
            "/v1/metrics?from=0000-01-01")) {
      assertThat(reporting().status(wrong, Reporting.ANALYST)).as(wrong).isEqualTo(400);
    }
    assertThat(reporting().status("/internal/opinions/" + Lives.KNOWN.id, null)).isEqualTo(404);
  }

  @Test
  default void tellsAnotherInstanceWhatItHasAndNothingOfWhatIsNotThere() {
    assertThat(reporting().peerStatus("/internal/opinions/" + Lives.KNOWN.id)).isEqualTo(200);
    assertThat(reporting().peerStatus("/internal/opinions/" + Happenings.id(77_777)))
        .isEqualTo(204);
    assertThat(reporting().peerStatus("/internal/opinions/nonsense")).isEqualTo(204);
  }

  @Test
  default void countsRatingsOfServicesOnceAndKeepsThemOutOfTheLoop() {
    String question = "/v1/service-ratings?period=2026-H1&by=unit,service";
    await()
        .atMost(TestTopics.PATIENCE)
        .until(() -> reporting().get(question).at("/total/counts/rated").asLong() >= 3);
    JsonNode ratings = reporting().get(question);

    assertThat(ratings.at("/total/counts/rated").asLong()).isEqualTo(3);
    assertThat(ratings.at("/rows/0/unit").asString()).isEqualTo("LABOUR");
    assertThat(ratings.at("/rows/0/service").asString()).isEqualTo("PENSION");
    assertThat(ratings.at("/rows/0/levels/1").asLong()).isEqualTo(1);
    assertThat(ratings.at("/rows/0/rates/satisfactionRate/numerator").asLong()).isEqualTo(2);
    assertThat(reporting().status("/v1/service-ratings", "test-channel-key")).isEqualTo(403);
    assertThat(reporting().status("/v1/service-ratings?by=theme", Reporting.ANALYST))
        .isEqualTo(400);
  }
}
