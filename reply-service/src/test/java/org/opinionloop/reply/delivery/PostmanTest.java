package org.opinionloop.reply.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.contracts.contact.ContactKey;
import org.opinionloop.contracts.contact.ContactOpener;
import org.opinionloop.contracts.contact.ContactSealer;
import org.opinionloop.reply.ReplyFixtures;
import org.opinionloop.reply.letter.Stationery;
import org.slf4j.MDC;

class PostmanTest {

  private static final Instant NOW = Instant.parse("2026-01-07T02:00:00Z");
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofDays(3);
  private static final Retries RETRIES = new Retries(PAUSE, Duration.ofMinutes(30), PATIENCE);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final ExecutorService retrying = Executors.newFixedThreadPool(2);
  private KeyPair keys;
  private ContactKey own;
  private CompletableFuture<ContactKeys.Access> access;

  @BeforeEach
  void keys() throws Exception {
    keys = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    own = ContactKey.random(ReplyFixtures.opinion(1), new SecureRandom());
    access = CompletableFuture.completedFuture(new ContactKeys.Access.Granted(own.secret()));
  }

  @AfterEach
  void stop() {
    workers.shutdownNow();
    retrying.shutdownNow();
  }

  @Test
  void takesTheFirstRouteThatReachesThePersonAndAddressesThemByName() {
    FakeRoute mail = new FakeRoute("smtp", contact -> contact.email() != null);
    FakeRoute hook = new FakeRoute("webhook", contact -> contact.webhook() != null);

    LetterDelivered delivered =
        deliver(
            Mailings.letter(1, sealed(new Contact("赵𠮷祥", null, null, "https://x.example"))),
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

  @ParameterizedTest
  @CsvSource({
    "reader@example.org, https://x.example, smtp",
    "mistyped, https://x.example, webhook",
    "reader@example.org, mistyped, smtp",
    "mistyped, mistyped, smtp",
    "mistyped, , smtp",
    ", mistyped, webhook",
  })
  void goesByTheFirstRouteWhoseAddressIsOneElseByTheFirstThatHasAny(
      String email, String webhook, String route) {
    FakeRoute mail = new FakeRoute("smtp", contact -> contact.email() != null);
    FakeRoute hook = new FakeRoute("webhook", contact -> contact.webhook() != null);
    mail.accepts = contact -> !"mistyped".equals(contact.email());
    hook.accepts = contact -> !"mistyped".equals(contact.webhook());

    LetterDelivered delivered =
        deliver(Mailings.letter(1, sealed(new Contact("a", email, null, webhook))), mail, hook);

    assertThat(delivered.route()).isEqualTo(route);
  }

  @Test
  void suppressesALetterToAPersonWhoCannotBeReached() {
    FakeRoute mail = new FakeRoute("smtp", contact -> contact.email() != null);

    LetterDelivered anonymous = deliver(Mailings.letter(1, null), mail);
    LetterDelivered phoneOnly =
        deliver(Mailings.letter(1, sealed(new Contact("a", null, "1", null))), mail);

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
        deliver(Mailings.letter(2, sealed(Mailings.email("a@b.example"))), mail);

    assertThat(movedToAnotherOpinion.outcome()).isEqualTo(DeliveryOutcome.FAILED);
    assertThat(movedToAnotherOpinion.reason()).isEqualTo("contact-unreadable");
  }

  @Test
  void suppressesALetterWhoseContactIsWithdrawn() {
    access = CompletableFuture.completedFuture(new ContactKeys.Access.Withdrawn());
    FakeRoute outbox = everybody(false);

    LetterDelivered delivered =
        deliver(Mailings.letter(1, sealed(Mailings.email("a@b.example"))), outbox);

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.SUPPRESSED);
    assertThat(delivered.reason()).isEqualTo("contact-withdrawn");
    assertThat(delivered.route()).isEqualTo("none");
    assertThat(outbox.mailings).isEmpty();
  }

  @Test
  void failsWhereTheOpinionsOwnKeyIsMissing() {
    access = CompletableFuture.completedFuture(new ContactKeys.Access.Missing());
    FakeRoute mail = new FakeRoute("smtp", contact -> contact.email() != null);

    LetterDelivered delivered =
        deliver(Mailings.letter(1, sealed(Mailings.email("a@b.example"))), mail);

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.FAILED);
    assertThat(delivered.reason()).isEqualTo("contact-unreadable");
  }

  @Test
  void waitsForTheKeyThatHasNotArrivedYet() {
    access = new CompletableFuture<>();
    FakeRoute mail = new FakeRoute("smtp", contact -> contact.email() != null);

    CompletableFuture<Postman.Result> delivery =
        postman(mail)
            .deliver(
                Mailings.letter(1, sealed(Mailings.email("a@b.example"))), new Journey(0, NOW));
    assertThat(delivery).isNotDone();
    access.complete(new ContactKeys.Access.Granted(own.secret()));

    assertThat(delivery.orTimeout(10, TimeUnit.SECONDS).join())
        .isInstanceOfSatisfying(
            Postman.Result.Ended.class,
            ended -> assertThat(ended.outcome().outcome()).isEqualTo(DeliveryOutcome.DELIVERED));
  }

  @ParameterizedTest
  @CsvSource({"true, 0", "true, 1", "false, 0", "false, 1"})
  void doesNotHoldUpWhoeverFindsTheKeyThatArrivesLate(boolean waits, int attempts)
      throws InterruptedException {
    access = new CompletableFuture<>();
    FakeRoute route = everybody(waits);
    CountDownLatch answers = new CountDownLatch(1);
    route.before = mailing -> answers.await();
    LetterIssued letter = Mailings.letter(1, sealed(Mailings.email("a@b.example")));
    CompletableFuture<Postman.Result> delivery =
        postman(route).deliver(letter, new Journey(attempts, NOW));
    Thread finder = new Thread(() -> access.complete(new ContactKeys.Access.Granted(own.secret())));

    finder.start();
    finder.join(10_000);

    assertThat(finder.isAlive()).isFalse();
    assertThat(delivery).isNotDone();
    answers.countDown();
    assertThat(delivery).succeedsWithin(Duration.ofSeconds(10));
    assertThat(route.threads).hasSize(1).doesNotContain(finder);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void logsALetterWhoseKeyArrivesLateUnderTheTraceThatItCameWith(boolean waits) {
    access = new CompletableFuture<>();
    FakeRoute route = everybody(waits);
    List<String> logged = new CopyOnWriteArrayList<>();
    route.before = mailing -> logged.add(MDC.get("traceId"));
    LetterIssued letter = Mailings.letter(1, sealed(Mailings.email("a@b.example")));
    MDC.put("traceId", "abc");
    CompletableFuture<Postman.Result> delivery =
        postman(route).deliver(letter, new Journey(0, NOW));
    MDC.clear();

    access.complete(new ContactKeys.Access.Granted(own.secret()));

    assertThat(delivery).succeedsWithin(Duration.ofSeconds(10));
    assertThat(logged).containsExactly("abc");
  }

  @Test
  void doesNotSendWhatIsSuppressed() {
    FakeRoute outbox = everybody(false);

    LetterDelivered delivered =
        deliver(Mailings.letter(1, LetterKind.ANSWER, null, "import"), outbox);

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.SUPPRESSED);
    assertThat(delivered.reason()).isEqualTo("import");
    assertThat(outbox.mailings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsALetterThatIsThere(boolean waits) {
    FakeRoute route = everybody(waits);

    LetterDelivered delivered = deliver(Mailings.letter(1, null), route);

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.DELIVERED);
    assertThat(delivered.route()).isEqualTo(route.code);
    assertThat(delivered.attempts()).isEqualTo(1);
    assertThat(route.mailings).hasSize(1);
  }

  @Test
  void triesInTheCallersThreadOnlyWhatDoesNotWait() {
    FakeRoute smtp = everybody(true);
    FakeRoute outbox = everybody(false);

    deliver(Mailings.letter(1, null), smtp);
    deliver(Mailings.letter(1, null), outbox);

    assertThat(smtp.threads).doesNotContain(Thread.currentThread());
    assertThat(outbox.threads).containsExactly(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void defersWhatMayPassAndRemembersHowFarItCame(boolean waits) {
    FakeRoute route =
        everybody(waits, new Attempt.Transient("blocked"), new Attempt.Transient("away"));
    Postman postman = postman(route);

    Postman.Result.Deferred first = deferred(postman, new Journey(0, NOW));
    Postman.Result.Deferred second = deferred(postman, first.journey());
    LetterDelivered delivered = ended(postman, Mailings.letter(1, null), second.journey());

    assertThat(first).isEqualTo(new Postman.Result.Deferred(new Journey(1, NOW), NOW.plus(PAUSE)));
    assertThat(second)
        .isEqualTo(
            new Postman.Result.Deferred(new Journey(2, NOW), NOW.plus(PAUSE.multipliedBy(2))));
    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.DELIVERED);
    assertThat(delivered.attempts()).isEqualTo(3);
    assertThat(meters.get("letters.deferred").tag("route", route.code).counter().count())
        .isEqualTo(2);
  }

  @Test
  void doesNotLetNewLettersWaitForThoseThatComeAgain() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    FakeRoute slow = everybody(true);
    slow.before =
        mailing -> {
          if (!mailing.letter().letterId().equals(Mailings.letter(0, null).letterId())) {
            answers.await();
          }
        };
    Postman postman = postman(slow);

    List<CompletableFuture<Postman.Result>> again =
        IntStream.rangeClosed(1, 8)
            .mapToObj(n -> postman.deliver(Mailings.letter(n, null), new Journey(n, NOW)))
            .toList();

    assertThat(ended(postman, Mailings.letter(0, null), new Journey(0, NOW)).outcome())
        .isEqualTo(DeliveryOutcome.DELIVERED);
    assertThat(again).noneMatch(CompletableFuture::isDone);
    answers.countDown();
    assertThat(again).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void givesUpWhenPatienceIsAtAnEndWithTheLastReason(boolean waits) {
    FakeRoute route = everybody(waits, new Attempt.Transient("away"));

    LetterDelivered delivered =
        ended(
            postman(route),
            Mailings.letter(1, null),
            new Journey(150, NOW.minus(PATIENCE).plusSeconds(60)));

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.FAILED);
    assertThat(delivered.reason()).isEqualTo("away");
    assertThat(delivered.attempts()).isEqualTo(151);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void doesNotTryAgainWhatIsFinal(boolean waits) {
    FakeRoute route = everybody(waits, new Attempt.Permanent("refused"));

    LetterDelivered delivered = deliver(Mailings.letter(1, null), route);

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.FAILED);
    assertThat(delivered.reason()).isEqualTo("refused");
    assertThat(delivered.attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesAFaultOfARouteAsAFailureOfThatLetterAlone(boolean waits) {
    FakeRoute broken = everybody(waits);
    broken.before =
        mailing -> {
          if (mailing.letter().letterId().equals(Mailings.letter(1, null).letterId())) {
            throw new IllegalStateException("secret@example.org");
          }
        };

    LetterDelivered delivered = deliver(Mailings.letter(1, null), broken);
    LetterDelivered other = deliver(Mailings.letter(2, null), broken);

    assertThat(delivered.outcome()).isEqualTo(DeliveryOutcome.FAILED);
    assertThat(delivered.reason()).isEqualTo("fault");
    assertThat(delivered.attempts()).isEqualTo(1);
    assertThat(other.outcome()).isEqualTo(DeliveryOutcome.DELIVERED);
  }

  @ParameterizedTest
  @CsvSource({"1, 30", "2, 60", "3, 120", "6, 960", "7, 1800", "8, 1800", "1000000, 1800"})
  void doublesThePauseFromAttemptToAttemptUpToTheLongest(int attempts, long seconds) {
    assertThat(RETRIES.next(new Journey(attempts, NOW), NOW)).contains(NOW.plusSeconds(seconds));
  }

  private LetterDelivered deliver(LetterIssued letter, Route... routes) {
    return ended(postman(routes), letter, new Journey(0, NOW));
  }

  private static LetterDelivered ended(Postman postman, LetterIssued letter, Journey journey) {
    return ((Postman.Result.Ended) result(postman, letter, journey)).outcome();
  }

  private static Postman.Result.Deferred deferred(Postman postman, Journey journey) {
    return (Postman.Result.Deferred) result(postman, Mailings.letter(1, null), journey);
  }

  private static Postman.Result result(Postman postman, LetterIssued letter, Journey journey) {
    return postman.deliver(letter, journey).orTimeout(10, TimeUnit.SECONDS).join();
  }

  private Postman postman(Route... routes) {
    return new Postman(
        List.of(routes),
        (opinion, contact) -> access,
        new ContactOpener(
            Map.of("k", new ContactOpener.KeyHalves(keys.getPrivate(), keys.getPublic()))),
        Stationery.bundled(),
        RETRIES,
        workers,
        retrying,
        meters,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private SealedContact sealed(Contact contact) {
    String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    return new ContactSealer("k", key).seal(contact, own);
  }

  /** Takes every letter, by mail, which waits for a server, or as a file, which does not. */
  private static FakeRoute everybody(boolean waits, Attempt... attempts) {
    FakeRoute route = new FakeRoute(waits ? "smtp" : "outbox", contact -> true, attempts);
    route.waits = waits;
    return route;
  }

  /** Ends its attempts as it was told, then well. */
  private static final class FakeRoute implements Route {

    private final String code;
    private final Predicate<Contact> reaches;
    private Predicate<Contact> accepts = contact -> true;
    private boolean waits = true;
    private Wait before = mailing -> {};
    private final Deque<Attempt> attempts;
    private final List<Mailing> mailings = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    FakeRoute(String code, Predicate<Contact> reaches, Attempt... attempts) {
      this.code = code;
      this.reaches = reaches;
      this.attempts = new ConcurrentLinkedDeque<>(List.of(attempts));
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
    public boolean accepts(Contact contact) {
      return reaches.test(contact) && accepts.test(contact);
    }

    @Override
    public boolean waits() {
      return waits;
    }

    @Override
    public Attempt attempt(Mailing mailing) {
      threads.add(Thread.currentThread());
      try {
        before.accept(mailing);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
      mailings.add(mailing);
      Attempt next = attempts.poll();
      return next == null ? new Attempt.Done() : next;
    }

    /** What takes a while, or fails. */
    @FunctionalInterface
    private interface Wait {
      void accept(Mailing mailing) throws InterruptedException;
    }
  }
}
