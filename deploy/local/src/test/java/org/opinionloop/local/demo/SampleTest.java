package org.opinionloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.Validity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SampleTest {

  private static final JsonMapper MAPPER = new JsonMapper();
  private final List<Sample.Entry> all = Sample.shipped().entries();
  private final List<Sample.Entry> once = all.stream().filter(entry -> !entry.repeats()).toList();
  private final List<Sample.Entry> valid =
      once.stream()
          .filter(entry -> entry.labels().validity().equals("VALID") && !entry.merged())
          .toList();

  @Test
  void hasAsManyValidOpinionsAsTheModelLetterAndAFewThatAreNotOrComeTwiceOrSayTheSame() {
    assertThat(valid).hasSize(546);
    assertThat(all.stream().filter(Sample.Entry::merged)).hasSize(4);
    assertThat(once.size() - valid.size()).isEqualTo(20 + 4);
    assertThat(all.size() - once.size()).isEqualTo(6);
  }

  @Test
  void isAboutAFifthPolicyHalfServiceAndThreeTenthsFacilities() {
    assertThat(share("theme", "POLICY")).isCloseTo(0.20, within(0.01));
    assertThat(share("theme", "SERVICE")).isCloseTo(0.50, within(0.01));
    assertThat(share("theme", "FACILITIES")).isCloseTo(0.30, within(0.01));
  }

  @Test
  void comesThroughFourChannels() {
    assertThat(count(valid, entry -> text(entry, "channel")))
        .containsOnlyKeys("website", "hotline", "social-media", "meeting")
        .allSatisfy((channel, n) -> assertThat(n).isGreaterThanOrEqualTo(50));
  }

  @Test
  void hasEveryFieldAndEveryKindAndEveryReasonNotToBeAccepted() {
    assertThat(count(valid, entry -> entry.labels().field())).hasSize(7);
    assertThat(count(valid, entry -> entry.labels().kind()).keySet())
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Kind.values()).map(Kind::name).toList());
    assertThat(count(once, entry -> entry.labels().validity()).keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Validity.values()).map(Validity::name).toList());
  }

  @Test
  void isInTheOrderOfHalfAYear() {
    List<OffsetDateTime> times =
        all.stream().map(entry -> OffsetDateTime.parse(text(entry, "receivedAt"))).toList();

    assertThat(times).isSorted();
    assertThat(times)
        .allSatisfy(
            time -> {
              assertThat(time.getOffset()).isEqualTo(ZoneOffset.ofHours(8));
              assertThat(time.getYear()).isEqualTo(2026);
              assertThat(time.getMonthValue()).isBetween(1, 6);
            });
    assertThat(all)
        .allSatisfy(
            entry ->
                assertThat(OffsetDateTime.parse(text(entry, "submittedAt")))
                    .isBefore(OffsetDateTime.parse(text(entry, "receivedAt"))));
  }

  @Test
  void takesWhatIsSaidAtMeetingsOnAFewEveningsOfTheWeek() {
    List<OffsetDateTime> meetings =
        valid.stream()
            .filter(entry -> text(entry, "channel").equals("meeting"))
            .map(entry -> OffsetDateTime.parse(text(entry, "receivedAt")))
            .toList();

    assertThat(meetings)
        .allSatisfy(time -> assertThat(time.getHour()).isBetween(19, 21))
        .allSatisfy(
            time -> assertThat(time.getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
    assertThat(meetings.stream().map(OffsetDateTime::toLocalDate).distinct().count())
        .isLessThanOrEqualTo(12);
  }

  @Test
  void isCorrectedByOfficersToWhatAPersonSays() {
    Map<String, String> themes =
        valid.stream().collect(Collectors.toMap(Sample.Entry::name, SampleTest::theme));
    List<Statements.Statement> corrections =
        Statements.shipped().all().stream()
            .filter(each -> each.what() == Statements.What.CORRECTION)
            .toList();

    assertThat(corrections)
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(MAPPER.readTree(each.body()).path("theme").stringValue())
                    .isEqualTo(themes.get(each.channel() + ' ' + each.externalId())));
  }

  private static String theme(Sample.Entry entry) {
    return MAPPER.readTree(entry.line()).at("/labels/theme").stringValue();
  }

  @Test
  void saysNothingTwice() {
    Set<String> texts = new HashSet<>();
    Map<String, Integer> openings = new HashMap<>();
    for (Sample.Entry entry : valid) {
      String text = text(entry, "text");
      assertThat(texts.add(text)).as(text).isTrue();
      openings.merge(text.substring(0, Math.min(6, text.length())), 1, Integer::sum);
    }
    assertThat(openings.values()).allSatisfy(n -> assertThat(n).isLessThanOrEqualTo(3));
  }

  @Test
  void givesEachOpinionANumberOfItsChannelAndTheSameOnlyToWhatIsHandedInAgain() {
    Map<String, String> textOf = new HashMap<>();
    for (Sample.Entry entry : once) {
      String before =
          textOf.put(text(entry, "channel") + " " + text(entry, "externalId"), text(entry, "text"));
      assertThat(before).isNull();
    }
    for (Sample.Entry entry : all) {
      assertThat(textOf.get(text(entry, "channel") + " " + text(entry, "externalId")))
          .isEqualTo(text(entry, "text"));
    }
  }

  @Test
  void namesNobodyWhoCouldBeReached() {
    for (Sample.Entry entry : all) {
      JsonNode contact = MAPPER.readTree(entry.line()).path("contact");
      assertThat(contact.path("email").stringValue("x@example.org")).endsWith("@example.org");
      assertThat(contact.path("phone").stringValue("000-")).startsWith("000-");
    }
    assertThat(valid.stream().filter(entry -> MAPPER.readTree(entry.line()).has("contact")).count())
        .isBetween(250L, 450L);
  }

  private double share(String axis, String code) {
    return valid.stream()
            .filter(
                entry ->
                    MAPPER.readTree(entry.line()).at("/labels/" + axis).stringValue().equals(code))
            .count()
        / (double) valid.size();
  }

  private static Map<String, Long> count(
      List<Sample.Entry> entries, Function<Sample.Entry, String> by) {
    return entries.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
  }

  private static String text(Sample.Entry entry, String field) {
    return MAPPER.readTree(entry.line()).path(field).stringValue();
  }
}
