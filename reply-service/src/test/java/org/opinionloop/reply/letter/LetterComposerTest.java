package org.opinionloop.reply.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.Outcome;
import org.opinionloop.contracts.Validity;
import org.opinionloop.reply.ReplyFixtures;

class LetterComposerTest {

  /**
   * Set to a directory, letters are written there to be looked at, and to become the golden ones.
   */
  private static final String GOLDEN = System.getProperty("golden.directory", "");

  private static final Instant WRITTEN = ReplyFixtures.RECEIVED.plusSeconds(2);
  private static final Promise PROMISE =
      new Promise(LocalDate.of(2026, 1, 14), Instant.parse("2026-01-14T09:00:00Z"));

  private final LetterComposer composer = ReplyFixtures.composer();

  @ParameterizedTest
  @MethodSource("formsAndLanguages")
  void writesEveryFormInEveryLanguageAsInTheGoldenLetter(Form form, Language language)
      throws IOException {
    Composed composed =
        composer.compose(matter(language.tag(), "18路公交车晚高峰经常甩站 🚌"), letter(form), WRITTEN);

    String text = "Subject: " + composed.subject() + "\n\n" + composed.body();
    String name = form.code() + "." + language.tag() + ".txt";
    if (!GOLDEN.isEmpty()) {
      Files.writeString(Path.of(GOLDEN, name), text);
    }
    assertThat(text).isEqualTo(golden(name));
    assertThat(composed.kind()).isEqualTo(form.kind());
    assertThat(composed.language()).isEqualTo(language.tag());
    assertThat(composed.templateVersion()).isEqualTo(form.code() + "/" + language.tag() + "/1");
  }

  @Test
  void leavesOutTheLineOfWhatIsEmpty() {
    String body =
        composer.compose(matter("zh-Hans", " \u202E\n"), acknowledgement(), WRITTEN).body();

    assertThat(body).doesNotContain("意见摘要").doesNotContain("\n\n\n").contains("承办单位");
  }

  @Test
  void leavesOutTheHeadingOfMeasuresWhereThereAreNone() {
    Letter answer = new Letter.Answer(Outcome.EXPLAINED, "一。\n\n二。", List.of(" "));

    String body = composer.compose(matter("zh-Hans", "问"), answer, WRITTEN).body();

    assertThat(body).doesNotContain("采取的措施").contains("\n　　一。\n　　二。\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{receipt}", "{answer} {{x}} ${office}", "}{", "{unitTelephone"})
  void doesNotReadPlaceholdersInWhatPeopleWrite(String words) {
    assertThat(composer.compose(matter("zh-Hans", words), acknowledgement(), WRITTEN).body())
        .contains("意见摘要：“" + words + "”");
    assertThat(
            composer
                .compose(
                    matter("en", "x"), new Letter.Answer(Outcome.CANNOT, words, List.of()), WRITTEN)
                .body())
        .contains("\n" + words + "\n");
  }

  @Test
  void keepsLinesControlsAndTurnedWritingOfASummaryOutOfTheLetter() {
    String words = "第一行\r\nBcc: a@b.example\u0000\u2028末行\u202Eesrever\uD800";

    Composed letter = composer.compose(matter("zh-Hans", words), acknowledgement(), WRITTEN);

    assertThat(letter.body()).contains("“第一行 Bcc: a@b.example 末行esrever\uFFFD”");
    assertThat(letter.subject()).doesNotContain("\n").doesNotContain("第一行");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void namesEveryKindOfOpinion(Kind kind) {
    Matter matter =
        new Matter(
            ReplyFixtures.opinion(1),
            "website",
            "s",
            "en",
            ReplyFixtures.RECEIVED,
            "POLICY",
            kind,
            "HEALTH");

    assertThat(composer.compose(matter, acknowledgement(), WRITTEN).body())
        .contains("Policy suggestions (" + ReplyFixtures.taxonomy().kind(kind).in("en") + ")")
        .contains("Health Commission");
  }

  @Test
  void showsCodesOfWhatTheConfigurationDoesNotKnow() {
    Matter strange =
        new Matter(
            ReplyFixtures.opinion(1),
            "pigeon-post",
            "s",
            "en",
            ReplyFixtures.RECEIVED,
            "MAGIC",
            Kind.HELP,
            "WIZARDS");

    assertThat(composer.compose(strange, acknowledgement(), WRITTEN).body())
        .contains("pigeon-post", "MAGIC", "WIZARDS", "0000-8800-1000");
  }

  @ParameterizedTest
  @CsvSource({
    "IN_COURT, zh-Hans, 经审阅，该事项已经进入诉讼、仲裁或行政复议程序，因此暂不能受理。",
    "IN_COURT, en, 'because the matter is before a court'",
    "MADE_UP, zh-Hant, 經審閱，MADE_UP，因此",
  })
  void givesTheReasonForWhichAnOfficerRejects(String code, String language, String words) {
    assertThat(composer.compose(matter(language, "x"), new Letter.Rejected(code), WRITTEN).body())
        .contains(words);
  }

  @Test
  void addressesThePersonByNameWhereItIsKnown() {
    Stationery stationery = Stationery.bundled();
    String body = composer.compose(matter("zh-Hans", "问"), acknowledgement(), WRITTEN).body();

    assertThat(stationery.addressed(body, "zh-Hans", "赵𠮷\n祥"))
        .startsWith("尊敬的赵𠮷 祥：\n")
        .endsWith(body.substring(body.indexOf('\n')));
    assertThat(stationery.addressed(body, "zh-Hans", " \u0000")).isEqualTo(body);
    assertThat(stationery.addressed("something else", "zh-Hans", "x")).isEqualTo("something else");
  }

  private static Stream<Arguments> formsAndLanguages() {
    return Arrays.stream(Form.values())
        .flatMap(
            form -> Arrays.stream(Language.values()).map(language -> Arguments.of(form, language)));
  }

  private static Matter matter(String language, String summary) {
    return new Matter(
        ReplyFixtures.opinion(7),
        "website",
        summary,
        language,
        ReplyFixtures.RECEIVED,
        "SERVICE",
        Kind.COMPLAINT,
        "TRANSPORT");
  }

  private static Letter acknowledgement() {
    return new Letter.Acknowledgement(PROMISE);
  }

  private static Letter letter(Form form) {
    return switch (form) {
      case ACKNOWLEDGEMENT -> acknowledgement();
      case NOT_ACCEPTED -> new Letter.NotAccepted(Validity.TEST);
      case EXTENSION ->
          new Letter.Extension("需要与公交公司核对半年的行车记录", LocalDate.of(2026, 1, 12), PROMISE);
      case ANSWER ->
          new Letter.Answer(
              Outcome.RESOLVED,
              "经核实，晚高峰时段满载后驾驶员未按规定停站。\n已对有关驾驶员批评教育，并向您致歉。",
              List.of("晚高峰增开区间车4班", "每周抽查车载录像"));
      case ESCALATION -> new Letter.Escalation(Instant.parse("2026-01-06T02:00:00Z"));
      case MERGED -> new Letter.Merged(ReplyFixtures.opinion(3));
      case SECOND_HANDLING ->
          new Letter.SecondHandling(Instant.parse("2026-01-06T02:00:00Z"), PROMISE);
    };
  }

  private static String golden(String name) throws IOException {
    try (InputStream file = LetterComposerTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(file).as("golden letter %s", name).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
