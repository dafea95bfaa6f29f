package org.opinionloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.contracts.Topics;

/** An officer speaks for the unit of the key, and for no other. */
interface OfficerSuite extends AtTheDoor {

  String OPINION = "/v1/opinions/" + ID;

  @Test
  default void anOfficerAnswersForTheUnitOfTheKey() {
    int status =
        status(
            "/v1/opinions/" + ID.toLowerCase(Locale.ROOT) + "/answer",
            Deployment.OFFICER,
            "{\"outcome\": \"resolved\", \"text\": \"已修好\", \"measures\": [\"更换灯具\"]}");

    assertThat(status).isEqualTo(202);
    assertThat(events(Topics.OPINIONS_ANSWERED, OpinionAnswered.class))
        .filteredOn(each -> each.text().equals("已修好"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.opinionId().value()).isEqualTo(ID);
              assertThat(each.unit()).isEqualTo("TRANSPORT");
              assertThat(each.answeredBy()).isEqualTo("test-officer");
              assertThat(each.measures()).containsExactly("更换灯具");
            });
    String other = "{\"outcome\": \"resolved\", \"text\": \"x\", \"unit\": \"HEALTH\"}";
    assertThat(status(OPINION + "/answer", Deployment.OFFICER, other)).isEqualTo(403);
    String none = "{\"outcome\": \"resolved\", \"text\": \"x\"}";
    assertThat(status(OPINION + "/answer", Deployment.CHIEF, none)).isEqualTo(400);
  }

  @Test
  default void anOfficerTakesLongerOrDoesNotAccept() {
    String longer = "{\"workingDays\": 10, \"reason\": \"需现场勘察\"}";

    assertThat(status(OPINION + "/extension", Deployment.OFFICER, longer)).isEqualTo(202);
    assertThat(status(OPINION + "/rejection", Deployment.OFFICER, "{\"reason\": \"IN_COURT\"}"))
        .isEqualTo(202);

    assertThat(events(Topics.OPINIONS_EXTENDED, OpinionExtended.class))
        .filteredOn(each -> each.reason().equals("需现场勘察"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.workingDays()).isEqualTo(10);
              assertThat(each.unit()).isEqualTo("TRANSPORT");
              assertThat(each.extendedBy()).isEqualTo("test-officer");
            });
    assertThat(events(Topics.OPINIONS_REJECTED, OpinionRejected.class))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.reason()).isEqualTo("IN_COURT"));
    HttpResponse<String> noReason =
        post(OPINION + "/rejection", Deployment.OFFICER, "{\"reason\": \"I do not like it\"}");
    assertThat(noReason.statusCode()).isEqualTo(400);
    assertThat(noReason.body()).contains("IN_COURT").doesNotContain("like it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"theme\": null, \"reason\": \"x\"}",
        "{\"theme\": \"\", \"kind\": \"\", \"unit\": \"\", \"reason\": \"x\"}",
        "{\"topic\": \" \", \"field\": \" \", \"reason\": \"x\"}"
      })
  default void aCorrectionCorrectsSomething(String nothing) {
    HttpResponse<String> answer = post(OPINION + "/correction", Deployment.OFFICER, nothing);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(fieldsIn(answer)).contains("theme");
    assertThat(answer.body()).contains("at least one of theme, topic, field, kind, unit");
  }

  @Test
  default void aCorrectionIsToldOnceWhatIsWrongWithIt() {
    String unknown = "{\"theme\": \"NONE\", \"kind\": \" \", \"reason\": \"x\"}";

    HttpResponse<String> answer = post(OPINION + "/correction", Deployment.OFFICER, unknown);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(fieldsIn(answer)).containsExactly("theme");
    assertThat(answer.body()).contains("one of POLICY").doesNotContain("at least");
  }

  @Test
  default void anOfficerPromisesAMeasureForTheirOwnUnitAndSaysHowFarItHasCome() {
    String promise =
        """
        {"theme": "FACILITIES", "text": "主要公交站台加装雨棚", "dueDate": "2190-06-30",
         "opinions": ["%s"], "issues": ["bus-shelters"], "externalId": "m-1"}
        """
            .formatted(ID);

    HttpResponse<String> taken = post("/v1/measures", Deployment.OFFICER, promise);
    String id = text(json(taken), "measureId");
    String state = "/v1/measures/" + id + "/state";

    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(status(state, Deployment.OFFICER, "{\"state\": \"under_way\"}")).isEqualTo(202);
    assertThat(text(json(post("/v1/measures", Deployment.OFFICER, promise)), "measureId"))
        .isEqualTo(id);
    assertThat(events(Topics.MEASURES_RECORDED, MeasureRecorded.class))
        .filteredOn(event -> event.measureId().equals(id))
        .extracting(MeasureRecorded::state)
        .contains(MeasureState.PLANNED, MeasureState.UNDER_WAY);
    assertThat(post(state, Deployment.OFFICER, "{\"state\": \"dropped\"}").body())
        .contains("\"reason\"");
    assertThat(
            post(
                    "/v1/measures",
                    Deployment.OFFICER,
                    promise.replace("2190", "2020").replace("[\"" + ID, "[\"1"))
                .body())
        .contains("dueDate", "opinions");
    String others = promise.replace("\"theme\"", "\"unit\": \"HEALTH\", \"theme\"");
    assertThat(status("/v1/measures", Deployment.OFFICER, others)).isEqualTo(403);
    assertThat(status("/v1/measures", Deployment.CHANNEL, promise)).isEqualTo(403);
    assertThat(status("/v1/measures/nonsense/state", Deployment.OFFICER, "{\"state\": \"kept\"}"))
        .isEqualTo(404);
  }

  @Test
  default void promisesAreTheSameIfTheirIdempotencyKeySaysSoAndNotIfItSaysNothing() {
    String promise = "{\"theme\": \"FACILITIES\", \"text\": \"x\", \"dueDate\": \"2190-06-30\"}";

    List<String> ids =
        Stream.of("\"k1\"", "k1", "", "\"\"")
            .map(key -> post("/v1/measures", Deployment.OFFICER, key, promise))
            .map(answer -> text(json(answer), "measureId"))
            .toList();

    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ids.subList(1, 4)).doesNotHaveDuplicates();
  }

  @Test
  default void aMeasureOfTheCatalogueIsKeptByItsCodeWhateverItIsCalled() {
    String id = OpinionId.of(new byte[] {8, 8, 8, 8, 8, 8, 8, 8, 8, 1}).value();
    post(
        "/v1/opinions/" + id + "/answer",
        Deployment.OFFICER,
        """
        {"outcome": "resolved", "text": "已修复", "measures": ["repair", "公开公示信息", "找人谈话"]}
        """);

    assertThat(events(Topics.OPINIONS_ANSWERED, OpinionAnswered.class))
        .filteredOn(answer -> answer.opinionId().value().equals(id))
        .singleElement()
        .extracting(OpinionAnswered::measures)
        .isEqualTo(List.of("REPAIR", "PUBLISH", "找人谈话"));
  }
}
