package org.opinionloop.reply.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.reply.ReplyFixtures;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class SmtpRouteTest {

  private static final MailFormat FORMAT = new MailFormat("no-reply@office.example", "市民意见办理中心");

  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    mail.start();
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  @Test
  void deliversTheLetterAsItReads() throws Exception {
    Attempt attempt =
        route(mail.getSmtp().getPort())
            .attempt(Mailings.to(1, Mailings.email("reader@example.org")));

    assertThat(attempt).isEqualTo(new Attempt.Done());
    MimeMessage message = mail.getReceivedMessages()[0];
    assertThat(message.getSubject()).isEqualTo(Mailings.letter(1, null).subject());
    assertThat(message.getContent().toString().replace("\r\n", "\n").strip())
        .isEqualTo(Mailings.BODY.strip());
    InternetAddress from = (InternetAddress) message.getFrom()[0];
    assertThat(from.getAddress()).isEqualTo("no-reply@office.example");
    assertThat(from.getPersonal()).isEqualTo("市民意见办理中心");
    InternetAddress to = (InternetAddress) message.getAllRecipients()[0];
    assertThat(to.getAddress()).isEqualTo("reader@example.org");
    assertThat(to.getPersonal()).isEqualTo("赵𠮷祥");
    assertThat(message.getMessageID())
        .isEqualTo("<" + ReplyFixtures.opinion(1) + ".acknowledgement.1@office.example>");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-replied");
    assertThat(message.getHeader("Precedence")).containsExactly("auto_reply");
    assertThat(message.getHeader("Content-Language")).containsExactly("zh-Hans");
    assertThat(message.getSentDate()).isEqualTo(ReplyFixtures.RECEIVED.plusSeconds(1));
    assertThat(message.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
  }

  @Test
  void sendsTheSameMessageWhenItSendsAgain() throws Exception {
    SmtpRoute route = route(mail.getSmtp().getPort());
    route.attempt(Mailings.to(1, Mailings.email("reader@example.org")));
    route.attempt(Mailings.to(1, Mailings.email("reader@example.org")));

    MimeMessage[] messages = mail.getReceivedMessages();
    assertThat(messages).hasSize(2);
    assertThat(messages[0].getMessageID()).isEqualTo(messages[1].getMessageID());
    assertThat(messages[0].getContent()).isEqualTo(messages[1].getContent());
    assertThat(messages[0].getSentDate()).isEqualTo(messages[1].getSentDate());
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, '550 no', smtp-550",
    "RCPT, '550 5.1.1 no such user', smtp-550",
    "RCPT, '553 no', smtp-553",
    "DATA, '554 no', smtp-554",
    "., '552 too large', smtp-552",
  })
  void takesAReplyOfFiveHundredAsFinal(String command, String reply, String reason)
      throws IOException {
    try (ScriptedMailServer server = new ScriptedMailServer(List.of(Map.of(command, reply)))) {
      assertThat(attempt(server.port())).isEqualTo(new Attempt.Permanent(reason));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, '421 busy', smtp-connection",
    "CONNECT, drop, smtp-connection",
    "MAIL, '451 later', smtp-451",
    "RCPT, '450 mailbox busy', smtp-450",
    "DATA, '451 later', smtp-451",
    "., '452 full', smtp-452",
    "MAIL, drop, smtp-connection",
    "DATA, drop, smtp-connection",
    "., drop, smtp-connection",
  })
  void takesAReplyOfFourHundredOrABrokenConnectionAsPassing(
      String command, String reply, String reason) throws IOException {
    try (ScriptedMailServer server = new ScriptedMailServer(List.of(Map.of(command, reply)))) {
      assertThat(attempt(server.port())).isEqualTo(new Attempt.Transient(reason));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, '530 5.7.0 Must issue a STARTTLS command first'",
    "MAIL, '530 5.7.0 Authentication required'",
    "RCPT, '530 5.7.0 Authentication required'",
    "MAIL, '534 5.7.9 too weak'",
    "MAIL, '535 5.7.8 no'",
    "MAIL, '538 5.7.11 Encryption required'",
  })
  void keepsTheLettersOfAServerThatDoesNotKnowUs(String command, String reply) throws IOException {
    try (ScriptedMailServer server = new ScriptedMailServer(List.of(Map.of(command, reply)))) {
      assertThat(attempt(server.port())).isEqualTo(new Attempt.Transient("smtp-authentication"));
    }
  }

  @Test
  void saysNothingInTheClearToAServerThatOffersToEncrypt() throws IOException {
    try (ScriptedMailServer server =
        new ScriptedMailServer(
            List.of(
                Map.of(
                    "EHLO",
                    "250-scripted\r\n250 STARTTLS",
                    "STARTTLS",
                    ScriptedMailServer.DROP)))) {
      assertThat(attempt(server.port())).isEqualTo(new Attempt.Transient("smtp-connection"));
      assertThat(server.messages()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void speaksInTheClearOnlyWhereTlsIsNotRequired(boolean required) throws IOException {
    try (ScriptedMailServer server = new ScriptedMailServer(List.of(Map.of()))) {
      Attempt attempt =
          attempt(
              route(server.port(), Map.of(), Map.of("OPINION_LOOP_MAIL_TLS_REQUIRED", required)));

      assertThat(attempt)
          .isEqualTo(required ? new Attempt.Transient("smtp-connection") : new Attempt.Done());
      assertThat(server.messages()).hasSize(required ? 0 : 1);
    }
  }

  @Test
  void sendsTheSameMessageIdAfterAConnectionThatBrokeOnceTheMailWasTaken() throws IOException {
    try (ScriptedMailServer server =
        new ScriptedMailServer(List.of(Map.of(".", ScriptedMailServer.DROP), Map.of()))) {
      assertThat(attempt(server.port())).isInstanceOf(Attempt.Transient.class);
      assertThat(attempt(server.port())).isEqualTo(new Attempt.Done());

      assertThat(server.messages()).hasSize(2);
      assertThat(server.messages().get(0)).isEqualTo(server.messages().get(1));
      assertThat(server.messages().get(0)).containsOnlyOnce("Message-ID: ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "silence, true",
    "silence, false",
    "drop, true",
    "451 later, true",
    "reset, true",
    "reset, false",
  })
  void doesNotSendAgainWhatWasTakenBeforeAGoodByeThatFailed(String reply, String waits)
      throws IOException {
    try (ScriptedMailServer server = new ScriptedMailServer(List.of(Map.of("QUIT", reply)))) {
      SmtpRoute route =
          route(
              server.port(),
              Map.of("mail.smtp.timeout", "500", "mail.smtp.quitwait", waits),
              Map.of());

      assertThat(attempt(route)).isEqualTo(new Attempt.Done());
      assertThat(server.messages()).hasSize(1);
    }
  }

  @Test
  void takesARefusedConnectionAndASilentServerAsPassing() throws IOException {
    int closed;
    try (ServerSocket silent = new ServerSocket(0)) {
      closed = silent.getLocalPort();
      assertThat(attempt(route(silent.getLocalPort(), "500")))
          .isEqualTo(new Attempt.Transient("smtp-connection"));
    }
    assertThat(attempt(closed)).isEqualTo(new Attempt.Transient("smtp-connection"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "@example.org",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "a b@example.org",
        "读者@example.org",
        "Name <a@b.example>",
        "a@",
      })
  void refusesAnAddressThatIsNone(String address) {
    assertThat(route(1).accepts(Mailings.email(address))).isFalse();
    assertThat(route(1).attempt(Mailings.to(1, Mailings.email(address))))
        .isEqualTo(new Attempt.Permanent("address-malformed"));
  }

  @Test
  void writesADomainOfOtherLettersAsSmtpWantsIt() {
    assertThat(MailFormat.address("reader@例子.中国"))
        .hasValueSatisfying(
            address -> assertThat(address.getAddress()).isEqualTo("reader@xn--fsqu00a.xn--fiqs8s"));
  }

  private static Attempt attempt(int port) {
    return attempt(route(port));
  }

  private static Attempt attempt(SmtpRoute route) {
    return route.attempt(Mailings.to(1, Mailings.email("reader@example.org")));
  }

  private static SmtpRoute route(int port) {
    return route(port, "20000");
  }

  private static SmtpRoute route(int port, String millis) {
    return route(
        port, Map.of("mail.smtp.timeout", millis, "mail.smtp.connectiontimeout", millis), Map.of());
  }

  /** As the service is shipped, but for these settings of the mail client and of the service. */
  private static SmtpRoute route(
      int port, Map<String, String> client, Map<String, Object> service) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("service", service));
    try {
      new YamlPropertySourceLoader()
          .load("shipped", new ClassPathResource("reply-service.yml"))
          .forEach(environment.getPropertySources()::addLast);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(port);
    sender
        .getJavaMailProperties()
        .putAll(
            Binder.get(environment)
                .bind("spring.mail.properties", Bindable.mapOf(String.class, String.class))
                .get());
    sender.getJavaMailProperties().putAll(client);
    return new SmtpRoute(sender, FORMAT);
  }
}
