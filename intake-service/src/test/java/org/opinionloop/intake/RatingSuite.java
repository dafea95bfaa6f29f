package org.opinionloop.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Resolved;
import org.opinionloop.contracts.ServiceRated;
import org.opinionloop.contracts.Topics;

/** Who has the number, or has just been served, says how it was; looking at a page says nothing. */
interface RatingSuite extends AtTheDoor {

  String SERVICES = "/v1/service-ratings";

  @Test
  default void whoHasTheNumberMayRate() {
    String path = "/v1/opinions/" + ID + "/rating";
    String rating = "{\"level\": 2, \"resolved\": \"partly\", \"comment\": \"太慢\"}";

    assertThat(status(path, null, rating)).isEqualTo(202);

    assertThat(ratingsOf(ID))
        .filteredOn(each -> "太慢".equals(each.comment()))
        .singleElement()
        .satisfies(
            rated -> {
              assertThat(rated.level()).isEqualTo(2);
              assertThat(rated.resolved()).isEqualTo(Resolved.PARTLY);
              assertThat(rated.followUp()).isFalse();
              assertThat(rated.effectiveContact()).isTrue();
            });
    String wrong = "{\"level\": 6, \"resolved\": \"x\", \"followUp\": true}";
    assertThat(status(path, null, wrong)).isEqualTo(400);
  }

  @Test
  default void theLinkInALetterShowsAPageAndOnlyItsFormRates() {
    String id = OpinionId.of(new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9}).value();
    String path = "/v1/opinions/" + id + "/rating";

    HttpResponse<String> page = service().get(path + "?lang=zh-Hant", null);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
    assertThat(page.headers().firstValue("referrer-policy")).hasValue("no-referrer");
    assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(page.body())
        .contains("評價辦理結果", id, "method=\"post\"")
        .doesNotContainPattern("\\{[a-z0-9.]+}");
    assertThat(ratingsOf(id)).isEmpty();

    String form =
        "resolved=no&comment=%E5%A4%AA%E6%85%A2+%26+%3Cb%3E&level=1&ratedAt=2020-01-01T00:00:00Z";
    assertThat(service().post(path, null, FORM, form).statusCode()).isEqualTo(200);

    assertThat(ratingsOf(id))
        .singleElement()
        .satisfies(
            rated -> {
              assertThat(rated.level()).isEqualTo(1);
              assertThat(rated.resolved()).isEqualTo(Resolved.NO);
              assertThat(rated.comment()).isEqualTo("太慢 & <b>");
              assertThat(rated.ratedAt()).isEqualTo(rated.recordedAt());
            });
    assertThat(service().post(path, null, FORM, "level=9&resolved=%zz").statusCode())
        .isEqualTo(400);
    assertThat(service().get(path.replace(id, "1"), null).statusCode()).isEqualTo(404);
  }

  private List<OpinionRated> ratingsOf(String id) {
    return events(Topics.OPINIONS_RATED, OpinionRated.class)
        .filter(rated -> rated.opinionId().value().equals(id))
        .toList();
  }

  @Test
  default void aServiceIsRatedOnTheSpotAndTheCommentOfALowRatingBecomesOneOpinion() {
    String low =
        """
        {"unit": "LABOUR", "service": "pension", "level": 1, "comment": "窗口只开了一个，等了两小时",
         "externalId": "window-7"}
        """;

    HttpResponse<String> first = post(SERVICES, Deployment.HOTLINE, low);
    HttpResponse<String> again = post(SERVICES, Deployment.HOTLINE, low);
    HttpResponse<String> high =
        post(
            SERVICES,
            Deployment.HOTLINE,
            low.replace("\"level\": 1", "\"level\": 4").replace("window-7", "window-8"));

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(json(again)).isEqualTo(json(first));
    assertThat(json(high).has("opinionId")).isFalse();
    assertThat(onTopic(number(first))).hasSize(1);
    OpinionReceived opinion = received(first);
    assertThat(opinion.channel()).isEqualTo("hotline");
    assertThat(opinion.text()).isEqualTo("窗口只开了一个，等了两小时");
    assertThat(opinion.title()).contains("养老待遇申领");
    assertThat(ratingsOfService("PENSION"))
        .filteredOn(rated -> rated.ratingId().equals(text(json(first), "ratingId")))
        .isNotEmpty()
        .allSatisfy(
            rated -> {
              assertThat(rated.level()).isEqualTo(1);
              assertThat(rated.comment()).isNull();
              assertThat(rated.opinionId()).hasToString(number(first));
            });
  }

  @Test
  default void theOpinionOfALowRatingIsInTheLanguageOfItsComment() {
    String low =
        "{\"unit\": \"LABOUR\", \"service\": \"pension\", \"level\": 2, \"comment\": \"%s\"}";

    assertThat(received(post(SERVICES, Deployment.HOTLINE, low.formatted("slow"))).language())
        .isEqualTo("en");
    assertThat(received(post(SERVICES, Deployment.HOTLINE, low.formatted("排隊太久了"))).language())
        .isEqualTo("zh-Hant");
  }

  @Test
  default void refusesIdsOfWhichTwoCouldBecomeOne() {
    String rating =
        "{\"unit\": \"LABOUR\", \"service\": \"PENSION\", \"level\": 4, \"externalId\": \"a\\tb\"}";

    HttpResponse<String> answer = post(SERVICES, Deployment.HOTLINE, rating);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(fieldsIn(answer)).containsExactly("externalId");
  }

  @Test
  default void refusesARatingOfAServiceThatTheUnitDoesNotRender() {
    String wrong = "{\"unit\": \"HEALTH\", \"service\": \"PENSION\", \"level\": 6}";

    HttpResponse<String> answer = post(SERVICES, Deployment.CHANNEL, wrong);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("BIRTH_CERTIFICATE", "\"level\"");
    assertThat(status(SERVICES, Deployment.OFFICER, wrong)).isEqualTo(403);
    assertThat(status(SERVICES, null, wrong)).isEqualTo(401);
  }

  @Test
  default void aKeyOfSeveralChannelsRatesForTheWindowsOnlyIfTheyAreAmongThem() {
    String rating =
        "{\"unit\": \"LABOUR\", \"service\": \"PENSION\", \"comment\": \"x\", \"level\": %d}";

    for (int level = 1; level <= 5; level++) {
      String body = rating.formatted(level);
      assertThat(status(SERVICES, Deployment.ONLINE, body)).as("level %d", level).isEqualTo(403);
    }
    assertThat(status(SERVICES, Deployment.CHANNEL, rating.formatted(5))).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "social", "WEBSITE"})
  default void theChannelOfTheWindowsHasToBeOneOfTheChannels(String channel) {
    String setting = "--opinion-loop.intake.service-ratings.channel=" + channel;

    assertThatThrownBy(() -> deployment().another(setting).close())
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "opinion-loop.intake.service-ratings.channel: %s"
                + " (expected: one of opinion-loop.intake.channels)",
            channel);
  }

  @Test
  default void aCodeAtAWindowShowsAPageAndOnlyItsFormRatesAndOnce() {
    String path = SERVICES + "?unit=TRANSPORT&service=BUS_CARD";

    HttpResponse<String> page = service().get(path + "&lang=en", null);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Bus cards", "method=\"post\"")
        .doesNotContainPattern("\\{[a-z0-9.]+}");
    assertThat(ratingsOfService("BUS_CARD")).isEmpty();
    String form = "unit=TRANSPORT&service=BUS_CARD&externalId=abc&comment=slow&level=2";
    for (int pressed = 0; pressed < 2; pressed++) {
      HttpResponse<String> thanks = service().post(path, null, FORM, form);
      assertThat(thanks.statusCode()).isEqualTo(200);
      assertThat(thanks.body()).containsPattern("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}-[0-9A-Z]");
    }
    assertThat(ratingsOfService("BUS_CARD"))
        .allMatch(rated -> rated.channel().equals("service-window"))
        .extracting(ServiceRated::ratingId)
        .isNotEmpty()
        .containsOnly(ratingsOfService("BUS_CARD").get(0).ratingId());
    assertThat(service().get(SERVICES + "?unit=HEALTH&service=BUS_CARD", null).statusCode())
        .isEqualTo(404);
  }

  @Test
  default void ratingsAreTheSameIfTheirIdempotencyKeySaysSoAndNotIfItSaysNothing() {
    String rating = "{\"unit\": \"LABOUR\", \"service\": \"PENSION\", \"level\": 4}";

    List<String> ids =
        Stream.of("\"k1\"", "k1", "", "\"\"")
            .map(key -> post(SERVICES, Deployment.HOTLINE, key, rating))
            .map(answer -> text(json(answer), "ratingId"))
            .toList();

    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ids.subList(1, 4)).doesNotHaveDuplicates();
    HttpResponse<String> tooLong = post(SERVICES, Deployment.HOTLINE, "k".repeat(201), rating);
    assertThat(tooLong.statusCode()).isEqualTo(400);
    assertThat(fieldsIn(tooLong)).containsExactly("Idempotency-Key");
  }

  @Test
  default void aStrangerWhoGuessesTheIdOfAChannelsRatingNeitherSeesNorDisplacesIt() {
    String form = "unit=HEALTH&service=BIRTH_CERTIFICATE&externalId=1&level=1&comment=";

    service().post(SERVICES, null, FORM, form + "before");
    HttpResponse<String> taken =
        post(
            SERVICES,
            Deployment.CHANNEL,
            """
            {"unit": "HEALTH", "service": "BIRTH_CERTIFICATE", "level": 1, "comment": "排队太久",
             "externalId": "1"}
            """);
    HttpResponse<String> seen = service().post(SERVICES, null, FORM, form + "after");

    assertThat(received(taken).text()).isEqualTo("排队太久");
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.body()).doesNotContain(number(taken));
  }

  private List<ServiceRated> ratingsOfService(String service) {
    return events(Topics.SERVICES_RATED, ServiceRated.class)
        .filter(rated -> rated.service().equals(service))
        .toList();
  }

  @Test
  default void aNumberWithAWrongCheckCharacterIsNotFound() {
    String wrong = ID.substring(0, 20) + (ID.endsWith("0") ? "1" : "0");

    HttpResponse<String> answer =
        post("/v1/opinions/" + wrong + "/rating", null, "{\"level\": 5, \"resolved\": \"yes\"}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain(wrong);
  }
}
