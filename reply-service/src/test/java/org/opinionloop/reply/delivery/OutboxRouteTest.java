package org.opinionloop.reply.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.reply.ReplyFixtures;

class OutboxRouteTest {

  private static final MailFormat FORMAT = new MailFormat("no-reply@office.example", "中心");

  @TempDir private Path folder;

  @Test
  void writesOneWholeFileALetterAndTheSameWhenItComesAgain() throws Exception {
    OutboxRoute route = new OutboxRoute(folder.resolve("new/outbox"), FORMAT);
    Mailing mailing = Mailings.to(1, Mailings.email("reader@example.org"));

    assertThat(route.attempt(mailing)).isEqualTo(new Attempt.Done());
    byte[] first = Files.readAllBytes(file("new/outbox"));
    assertThat(route.attempt(mailing)).isEqualTo(new Attempt.Done());

    assertThat(Files.readAllBytes(file("new/outbox"))).isEqualTo(first);
    try (Stream<Path> files = Files.list(folder.resolve("new/outbox"))) {
      assertThat(files).hasSize(1);
    }
    MimeMessage message = new MimeMessage(null, Files.newInputStream(file("new/outbox")));
    assertThat(message.getContent().toString().replace("\r\n", "\n")).isEqualTo(Mailings.BODY);
    assertThat(message.getAllRecipients()).hasSize(1);
  }

  @Test
  void writesALetterToNobodyForTheOfficeToPrint() throws Exception {
    OutboxRoute route = new OutboxRoute(folder, FORMAT);
    Contact nobody = new Contact(null, null, null, null);

    assertThat(route.reaches(nobody)).isTrue();
    assertThat(route.attempt(Mailings.to(1, nobody))).isEqualTo(new Attempt.Done());

    assertThat(Files.readString(file(""))).contains("To: undisclosed-recipients:;");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it knows no such permissions")
  void lettersAreForTheirOwnerAlone() throws Exception {
    new OutboxRoute(folder, FORMAT).attempt(Mailings.to(1, Mailings.email("reader@example.org")));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(""))))
        .isEqualTo("rw-------");
  }

  @Test
  void refersLaterLettersToTheFirst() throws Exception {
    Mailing answer =
        new Mailing(
            Mailings.letter(1, LetterKind.ANSWER, null, null),
            Mailings.email("reader@example.org"),
            "x");
    new OutboxRoute(folder, FORMAT).attempt(answer);

    MimeMessage message =
        new MimeMessage(
            null, Files.newInputStream(folder.resolve(answer.letter().letterId() + ".eml")));
    assertThat(message.getHeader("References", null))
        .isEqualTo("<" + ReplyFixtures.opinion(1) + ".acknowledgement.1@office.example>");
    assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\nBcc: thief@example.org",
        "x\nBcc: thief@example.org\n\nbody",
        "x\rBcc: thief@example.org",
        "x\u0085Bcc: thief@example.org",
        "x\u2028Bcc: thief@example.org",
        "=?UTF-8?B?eA0KQmNjOiB0aGllZkBleGFtcGxlLm9yZw==?=",
        "=?utf-8?q?x=0D=0ABcc:_thief=40example.org?=",
        "路灯\r\nBcc: thief@example.org"
      })
  void letsNobodyAddAHeaderToALetter(String words) throws Exception {
    LetterIssued letter = Mailings.letter(1, null);
    LetterIssued forged =
        new LetterIssued(
            letter.opinionId(),
            letter.letterId(),
            letter.kind(),
            words,
            "x",
            words,
            null,
            null,
            letter.templateVersion(),
            null,
            null,
            letter.opinionRecordedAt(),
            letter.recordedAt());
    new OutboxRoute(folder, FORMAT)
        .attempt(new Mailing(forged, new Contact(words, "reader@example.org", null, null), "x"));

    MimeMessage message = new MimeMessage(null, Files.newInputStream(file("")));
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getHeader("Content-Language")).isNull();
    assertThat(message.getAllRecipients()).hasSize(1);
    assertThat(message.getSubject()).doesNotContainPattern("[\\r\\n\\x{85}\\x{2028}]");
    assertThat(message.getSubject()).startsWith(words.substring(0, 1));
    InternetAddress to = (InternetAddress) message.getAllRecipients()[0];
    assertThat(to.getAddress()).isEqualTo("reader@example.org");
    assertThat(to.getPersonal()).doesNotContainPattern("[\\r\\n\\x{85}\\x{2028}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reader@example.org\r\nBcc: thief@example.org",
        "reader@example.org, thief@example.org",
        "<thief@example.org>",
        "a@b@example.org",
        "\"a\r\n\"@example.org"
      })
  void sendsToNoAddressThatIsMoreThanOne(String address) {
    assertThat(MailFormat.address(address)).isEmpty();
  }

  @Test
  void mayGoOnLaterWhereTheFolderCannotBeWritten() throws IOException {
    Path inTheWay = Files.createFile(folder.resolve("file"));

    assertThat(
            new OutboxRoute(inTheWay.resolve("outbox"), FORMAT)
                .attempt(Mailings.to(1, Mailings.email("reader@example.org"))))
        .isEqualTo(new Attempt.Transient("outbox-unwritable"));
  }

  private Path file(String below) {
    return folder.resolve(below).resolve(ReplyFixtures.opinion(1) + ".acknowledgement.1.eml");
  }
}
