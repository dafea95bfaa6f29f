package org.opinionloop.reply.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StationeryTest {

  @TempDir private Path directory;

  @Test
  void takesAnOfficesOwnWordingAndTheBundledOneForTheRest() throws IOException {
    String own = bundled("acknowledgement.en.txt").replace("version: 1", "version: yunchuan-2");
    Files.writeString(directory.resolve("acknowledgement.en.txt"), "\uFEFF" + own);

    Stationery stationery = Stationery.in(directory);

    assertThat(stationery.template(Form.ACKNOWLEDGEMENT, Language.EN).version())
        .isEqualTo("yunchuan-2");
    assertThat(stationery.template(Form.ACKNOWLEDGEMENT, Language.ZH_HANT).version())
        .isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "{answerBy}, {deadline}, 'placeholder {deadline}'",
    "{answerBy}, soon, 'nowhere [answerBy]'",
    "{ratingUrl}, here, 'nowhere [ratingUrl]'",
    "{unit}, {answer}, 'placeholder {answer}'",
    "{summary}, {summary, 'a brace'",
    "{summary}, summary}, 'a brace'",
    "version: 1, version:, 'no version'",
    "version: 1, version: a/b, 'version a/b'",
    "subject:, Subject:, 'no subject'",
    "'{salutation}', 'Hello {salutation}', 'no salutation'",
    "(receipt number {receipt}), ({summary}), 'placeholder {summary}'",
  })
  void refusesAWordingThatSaysTooLittleOrNamesWhatItMayNot(String good, String bad, String message)
      throws IOException {
    String name = "acknowledgement.en.txt";
    Files.writeString(directory.resolve(name), bundled(name).replace(good, bad));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stationery.in(directory))
        .withMessageContaining(name)
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "acknowledgement, answerBy, summary",
    "acknowledgement, receipt, officeAddress",
    "acknowledgement, summary, officeAddress",
    "answer, outcome, answer",
    "answer, answer, measures",
    "answer, unitTelephone, measures",
    "extension, answerBy, reason",
    "merged, earlierReceipt, summary",
  })
  void refusesAWordingInWhichWhatItMustSayMayFallAway(String form, String needed, String other)
      throws IOException {
    String name = form + ".zh-Hans.txt";
    String without = bundled(name).replace("{" + needed + "}", "");
    String line = "关于“{" + other + "}”：{" + needed + "}。\n";
    Files.writeString(directory.resolve(name), without + line);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stationery.in(directory))
        .withMessageContaining(name + ", line " + (without.lines().count() + 1))
        .withMessageContaining("{%s} beside [%s], which may be empty".formatted(needed, other));
    Files.writeString(directory.resolve(name), without + line + "{" + needed + "}\n");
    assertThat(Stationery.in(directory)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'outcome.CANNOT =', 'outcome.MAYBE =', outcome.MAYBE",
    "'outcome.CANNOT =', '# ', 'nowhere [outcome.CANNOT]'",
    "'Dear {name},', 'Dear you,', 'placeholders [name]'",
    "'''at'' HH:mm', 'jjjj', 'a date pattern'",
    "'outcome.CANNOT =', 'outcome.PARTLY =', 'is there twice'",
  })
  void refusesWordsThatAreNotComplete(String good, String bad, String message) throws IOException {
    String name = "words.en.txt";
    Files.writeString(directory.resolve(name), bundled(name).replace(good, bad));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stationery.in(directory))
        .withMessageContaining(name)
        .withMessageContaining(message);
  }

  @Test
  void refusesAFileThatIsNotUtf8AndADirectoryThatIsNone() throws IOException {
    Files.write(directory.resolve("words.zh-Hans.txt"), new byte[] {(byte) 0xC3, 0x28});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stationery.in(directory))
        .withMessageContaining("UTF-8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stationery.in(directory.resolve("absent")))
        .withMessageContaining("expected: a directory");
  }

  private static String bundled(String name) throws IOException {
    try (InputStream file = StationeryTest.class.getResourceAsStream("/letters/" + name)) {
      assertThat(file).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
