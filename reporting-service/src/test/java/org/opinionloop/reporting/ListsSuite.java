package org.opinionloop.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.opinionloop.kit.testing.TestTopics;
import tools.jackson.databind.JsonNode;

/** People see how their opinion gets on, units what there is to do, all what was promised. */
interface ListsSuite {

  Reporting reporting();

  @Test
  default void tellsThePersonHowTheirOpinionIsGettingOn() {
    String typed = Lives.KNOWN.id.value().replace("-", "").toLowerCase(Locale.ROOT);

    JsonNode opinion = reporting().get("/v1/opinions/" + typed);

    assertThat(opinion.get("opinionId").asString()).isEqualTo(Lives.KNOWN.id.value());
    assertThat(opinion.get("state").asString()).isEqualTo("ANSWERED");
    assertThat(opinion.get("themeName").asString()).isEqualTo("服务改进");
    assertThat(opinion.get("receivedAt").asString()).isEqualTo("2026-03-09T02:00:00.000Z");
    assertThat(opinion.get("answerBy").asString()).isEqualTo("2026-03-16");
    assertThat(opinion.get("history")).hasSize(5);
    assertThat(reporting().status("/v1/opinions/" + typed, null)).isEqualTo(200);
    assertThat(reporting().status("/v1/opinions/" + Happenings.id(77_777), null)).isEqualTo(404);
    assertThat(reporting().status("/v1/opinions/nonsense", null)).isEqualTo(404);
  }

  @Test
  default void tellsWhoWroteTwiceWhichOpinionTheAnswerIsToAndByWhenItComes() {
    JsonNode repeated = reporting().get("/v1/opinions/" + Lives.REPEATED.id);

    assertThat(repeated.get("state").asString()).isEqualTo("MERGED");
    assertThat(repeated.get("mergedInto").asString()).isEqualTo(Lives.WAITING.id.value());
    assertThat(repeated.get("answerBy").asString()).isEqualTo("2026-03-16");
    assertThat(repeated.get("overdue").asBoolean()).isTrue();
  }

  @Test
  default void pagesThroughTheWorkListWithoutMissingOrRepeatingACase() {
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = reporting().get("/v1/cases?limit=7" + cursor);
      page.get("cases").forEach(each -> all.add(each.get("opinionId").asString()));
      cursor = page.has("next") ? "&cursor=" + page.get("next").asString() : null;
    } while (cursor != null);

    assertThat(all).hasSize(Lives.COUNT).doesNotHaveDuplicates();
    assertThat(reporting().status("/v1/cases?cursor=nonsense", Reporting.ANALYST)).isEqualTo(400);
  }

  @Test
  default void listsAsMuchWorkAsTheFiguresSay() {
    assertThat(cases("overdue=true")).hasSize(counted(Reporting.ALL, "overdue"));
    assertThat(cases("theme=FACILITIES"))
        .hasSize(counted(Reporting.ALL + "&theme=FACILITIES", "received"))
        .allMatch(each -> each.get("theme").asString().equals("FACILITIES"));
    assertThat(cases("unit=TRANSPORT&state=answered"))
        .isNotEmpty()
        .allMatch(each -> each.get("unit").asString().equals("TRANSPORT"))
        .allMatch(each -> each.get("status").asString().equals("ANSWERED"));
  }

  private JsonNode cases(String which) {
    return reporting().get("/v1/cases?limit=500&" + which).get("cases");
  }

  private int counted(String question, String count) {
    return reporting().get(question).at("/total/counts/" + count).asInt();
  }

  @Test
  default void showsWorkListsOnlyToThoseWhoMay() {
    assertThat(reporting().status("/v1/cases", "test-channel-key")).isEqualTo(403);
    assertThat(reporting().status("/v1/cases?unit=HEALTH", "test-officer-key")).isEqualTo(403);
    assertThat(reporting().status("/v1/cases", "test-officer-key")).isEqualTo(200);
  }

  @Test
  default void listsMeasuresByWhatTheyAre() {
    await()
        .atMost(TestTopics.PATIENCE)
        .until(() -> reporting().get("/v1/measures").get("total").asLong() == 2);

    assertThat(measure("state=kept")).isEqualTo("KEPT");
    assertThat(measure("overdue=true&unit=TRANSPORT&theme=FACILITIES")).isEqualTo("LATE");
    JsonNode first = reporting().get("/v1/measures?limit=1");
    JsonNode second =
        reporting().get("/v1/measures?limit=1&cursor=" + first.get("next").asString());
    assertThat(first.at("/measures/0/measureId")).isNotEqualTo(second.at("/measures/0/measureId"));
    assertThat(second.has("next")).isFalse();
    assertThat(reporting().status("/v1/measures", null)).isEqualTo(401);
    assertThat(reporting().status("/v1/measures?state=lost&cursor=x", Reporting.ANALYST))
        .isEqualTo(400);
  }

  private String measure(String which) {
    return reporting().get("/v1/measures?" + which).at("/measures/0/measureId").asString();
  }
}
