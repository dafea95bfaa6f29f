package org.opinionloop.reply.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.contracts.contact.ContactOpener;
import org.opinionloop.contracts.contact.ContactSealer;
import org.opinionloop.reply.ReplyFixtures;
import org.opinionloop.reply.letter.Stationery;

class PostmanTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ScheduledThreadPoolExecutor workers = new ScheduledThreadPoolExecutor(2);
  private KeyPair keys;

  @BeforeEach
  void keys() throws Exception {
    keys = KeyPairGenerator.getInstance("X25519").generateKeyPair();
  }

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  @Test
  void takesTheFirstRouteThatReachesThePersonAndAddressesThemByName() {
    FakeRoute mail = new FakeRoute("smtp", contact -> contact.email() != null);
    FakeRoute hook = new FakeRoute("webhook", contact -> contact.webhook() != null);

    LetterDelivered delivered =
        deliver(
            Mailings.letter(1, sealed(1, new Contact("赵𠮷祥", null, null, "https://x.example"))),
            mail,
            hook);

    assertThat(delivered.route()).isEqualTo("webhook");
    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.DELIVERED);
    assertThat(delivered.attempts()).isEqualTo(1);
    assertThat(delivered.reason()).isNull();
    assertThat(mail.mailings).isEmpty();
    assertThat(hook.mailings.get(0).body()).startsWith("尊敬的赵𠮷祥：\n\n　　您好！");
    assertThat(
            meters
                .get("letters.delivered")
                .tag("route", "webhook")
                .tag("outcome", "DELIVERED")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void suppressesALetterToAPersonWhoCannotBeReached() {
    FakeRoute mail = new FakeRoute("smtp", contact -> contact.email() != null);

    LetterDelivered anonymous = deliver(Mailings.letter(1, null), mail);
    LetterDelivered phoneOnly =
        deliver(Mailings.letter(1, sealed(1, new Contact("a", null, "1", null))), mail);

    assertThat(List.of(anonymous, phoneOnly))
        .allSatisfy(
            delivery -> {
              assertThat(delivery.outcome()).isEqualTo(DeliveryOutcome.SUPPRESSED);
              assertThat(delivery.reason()).isEqualTo("no-contact");
              assertThat(delivery.route()).isEqualTo("none");
              assertThat(delivery.attempts()).isZero();
            });
  }

  @Test
  void failsWhereTheContactDoesNotOpen() {
    FakeRoute mail = new FakeRoute("smtp", contact -> contact.email() != null);

    LetterDelivered movedToAnotherOpinion =
        deliver(Mailings.letter(2, sealed(1, Mailings.email("a@b.example"))), mail);

    assertThat(movedToAnotherOpinion.outcome()).isEqualTo(DeliveryOutcome.FAILED);
    assertThat(movedToAnotherOpinion.reason()).isEqualTo("contact-unreadable");
  }

  @Test
  void doesNotSendWhatIsSuppressed() {
    FakeRoute outbox = new FakeRoute("outbox", contact -> true);

    LetterDelivered delivered =
        deliver(Mailings.letter(1, LetterKind.ANSWER, null, "import"), outbox);

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.SUPPRESSED);
    assertThat(delivered.reason()).isEqualTo("import");
    assertThat(outbox.mailings).isEmpty();
  }

  @Test
  void triesAgainWhatMayPass() {
    FakeRoute outbox =
        new FakeRoute(
            "outbox",
            contact -> true,
            new Attempt.Transient("smtp-451"),
            new Attempt.Transient("smtp-connection"));

    LetterDelivered delivered = deliver(Mailings.letter(1, null), outbox);

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.DELIVERED);
    assertThat(delivered.attempts()).isEqualTo(3);
  }

  @Test
  void givesUpAfterSoManyAttemptsWithTheLastReason() {
    FakeRoute outbox =
        new FakeRoute(
            "outbox",
            contact -> true,
            new Attempt.Transient("a"),
            new Attempt.Transient("b"),
            new Attempt.Transient("c"),
            new Attempt.Transient("d"));

    LetterDelivered delivered = deliver(Mailings.letter(1, null), outbox);

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.FAILED);
    assertThat(delivered.reason()).isEqualTo("d");
    assertThat(delivered.attempts()).isEqualTo(4);
  }

  @Test
  void doesNotTryAgainWhatIsFinal() {
    FakeRoute outbox = new FakeRoute("outbox", contact -> true, new Attempt.Permanent("smtp-550"));

    LetterDelivered delivered = deliver(Mailings.letter(1, null), outbox);

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.FAILED);
    assertThat(delivered.reason()).isEqualTo("smtp-550");
    assertThat(delivered.attempts()).isEqualTo(1);
  }

  @Test
  void doesNotTryAgainOnceTheBatchHasHadItsTime() {
    FakeRoute outbox = new FakeRoute("outbox", contact -> true, new Attempt.Transient("slow"));

    LetterDelivered delivered =
        postman(outbox).deliver(Mailings.letter(1, null), Instant.EPOCH).join();

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.FAILED);
    assertThat(delivered.reason()).isEqualTo("slow");
  }

  @Test
  void takesAFaultOfARouteAsAFailureOfThatLetterAlone() {
    Route broken =
        new Route() {
          @Override
          public String code() {
            return "broken";
          }

          @Override
          public boolean reaches(Contact contact) {
            return true;
          }

          @Override
          public Attempt attempt(Mailing mailing) {
            throw new IllegalStateException("secret@example.org");
          }
        };

    LetterDelivered delivered = deliver(Mailings.letter(1, null), broken);

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.FAILED);
    assertThat(delivered.reason()).isEqualTo("fault");
  }

  @ParameterizedTest
  @CsvSource({"1, 2000", "2, 4000", "3, 8000"})
  void doublesThePauseFromAttemptToAttempt(int attempt, long millis) {
    Retries retries = new Retries(4, Duration.ofSeconds(2), Duration.ofMinutes(2));

    assertThat(retries.pauseAfter(attempt)).isEqualTo(Duration.ofMillis(millis));
  }

  private LetterDelivered deliver(LetterIssued letter, Route... routes) {
    return postman(routes)
        .deliver(letter, Instant.now().plusSeconds(60))
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private Postman postman(Route... routes) {
    return new Postman(
        List.of(routes),
        new ContactOpener(
            Map.of("k", new ContactOpener.KeyHalves(keys.getPrivate(), keys.getPublic()))),
        Stationery.bundled(),
        new Retries(4, Duration.ofMillis(1), Duration.ofMinutes(1)),
        workers,
        meters,
        Clock.systemUTC());
  }

  private SealedContact sealed(int n, Contact contact) {
    String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    return new ContactSealer("k", key).seal(ReplyFixtures.opinion(n), contact);
  }

  /** Ends its attempts as it was told, then well. */
  private static final class FakeRoute implements Route {

    private final String code;
    private final Predicate<Contact> reaches;
    private final Deque<Attempt> attempts;
    private final List<Mailing> mailings = new CopyOnWriteArrayList<>();

    FakeRoute(String code, Predicate<Contact> reaches, Attempt... attempts) {
      this.code = code;
      this.reaches = reaches;
      this.attempts = new ArrayDeque<>(List.of(attempts));
    }

    @Override
    public String code() {
      return code;
    }

    @Override
    public boolean reaches(Contact contact) {
      return reaches.test(contact);
    }

    @Override
    public synchronized Attempt attempt(Mailing mailing) {
      mailings.add(mailing);
      return attempts.isEmpty() ? new Attempt.Done() : attempts.remove();
    }
  }
}
