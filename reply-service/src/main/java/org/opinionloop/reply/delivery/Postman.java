package org.opinionloop.reply.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.contracts.contact.ContactOpener;
import org.opinionloop.kit.event.Faults;
import org.opinionloop.reply.letter.Stationery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes letters to people: opens the contact details, addresses the letter, chooses the first route
 * that reaches the person by details that can be used, and tries once. What may pass later is
 * deferred, counted as {@code letters.deferred} with the tag {@code route}; in the end every letter
 * has one outcome, counted as {@code letters.delivered} with tags {@code kind}, {@code route} and
 * {@code outcome}. Thread-safe.
 */
final class Postman {

  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final Contact NOBODY = new Contact(null, null, null, null);
  private static final String NO_ROUTE = "none";

  private final List<Route> routes;
  private final ContactKeys keys;
  private final ContactOpener opener;
  private final Stationery stationery;
  private final Retries retries;
  private final Executor workers;
  private final Executor retrying;
  private final MeterRegistry registry;
  private final Clock clock;

  /**
   * A postman with these routes, in the order in which they are considered.
   *
   * @param workers for first attempts that wait for somebody, be it only for the key, as many as
   *     may run at the same time
   * @param retrying for later ones, likewise: what has failed before often takes long to fail again
   */
  Postman(
      List<Route> routes,
      ContactKeys keys,
      ContactOpener opener,
      Stationery stationery,
      Retries retries,
      Executor workers,
      Executor retrying,
      MeterRegistry registry,
      Clock clock) {
    this.routes = List.copyOf(routes);
    this.keys = keys;
    this.opener = opener;
    this.stationery = stationery;
    this.retries = retries;
    this.workers = workers;
    this.retrying = retrying;
    this.registry = registry;
    this.clock = clock;
    // There from the start, so that the first of them is seen as an increase.
    routes.forEach(this::deferrals);
  }

  /** What came of an attempt at delivering a letter. */
  sealed interface Result {

    /** Delivery has ended, well or not. */
    record Ended(LetterDelivered outcome) implements Result {}

    /** It is to be tried again, not before this instant. */
    record Deferred(Journey journey, Instant due) implements Result {}
  }

  /**
   * Tries to deliver a letter. The future ends with the result, whatever it is; it fails only when
   * the workers are stopped or nobody can say for too long whether the contact is withdrawn.
   *
   * @param journey what was tried before
   */
  CompletableFuture<Result> deliver(LetterIssued letter, Journey journey) {
    if (letter.suppressed() != null) {
      return untried(letter, DeliveryOutcome.SUPPRESSED, letter.suppressed());
    }
    SealedContact sealed = letter.contact();
    if (sealed == null) {
      return deliver(letter, NOBODY, journey);
    }
    CompletableFuture<ContactKeys.Access> found = keys.find(letter.opinionId(), sealed);
    // Whoever finds the key later has withdrawals to read, and no time to write a letter.
    return found.isDone()
        ? found.thenCompose(access -> deliver(letter, sealed, access, journey))
        : found.thenComposeAsync(
            access -> deliver(letter, sealed, access, journey), workers(journey));
  }

  private CompletableFuture<Result> deliver(
      LetterIssued letter, SealedContact sealed, ContactKeys.Access access, Journey journey) {
    if (access instanceof ContactKeys.Access.Withdrawn) {
      return untried(letter, DeliveryOutcome.SUPPRESSED, "contact-withdrawn");
    }
    Optional<Contact> opened =
        access instanceof ContactKeys.Access.Granted granted
            ? opener.open(letter.opinionId(), sealed, granted.ownKey())
            : Optional.empty();
    if (opened.isPresent()) {
      return deliver(letter, opened.get(), journey);
    }
    return first(way -> way.reaches(NOBODY))
        .map(way -> send(letter, NOBODY, way, journey))
        .orElseGet(() -> untried(letter, DeliveryOutcome.FAILED, "contact-unreadable"));
  }

  private CompletableFuture<Result> deliver(LetterIssued letter, Contact contact, Journey journey) {
    return first(way -> way.accepts(contact))
        .or(() -> first(way -> way.reaches(contact)))
        .map(way -> send(letter, contact, way, journey))
        .orElseGet(() -> untried(letter, DeliveryOutcome.SUPPRESSED, "no-contact"));
  }

  private Optional<Route> first(Predicate<Route> way) {
    return routes.stream().filter(way).findFirst();
  }

  private CompletableFuture<Result> send(
      LetterIssued letter, Contact contact, Route route, Journey journey) {
    String body =
        contact.name() == null
            ? letter.body()
            : stationery.addressed(letter.body(), letter.language(), contact.name());
    Mailing mailing = new Mailing(letter, contact, body);
    if (!route.waits()) {
      return CompletableFuture.completedFuture(attempt(route, mailing, journey.further()));
    }
    return CompletableFuture.supplyAsync(
        () -> attempt(route, mailing, journey.further()), workers(journey));
  }

  /** Those for first attempts or for later ones; they log as the thread that asks them to work. */
  private Executor workers(Journey journey) {
    Executor threads = journey.attempts() == 0 ? workers : retrying;
    Map<String, String> logged = MDC.getCopyOfContextMap();
    return task ->
        threads.execute(
            () -> {
              MDC.setContextMap(logged == null ? Map.of() : logged);
              try {
                task.run();
              } finally {
                MDC.clear();
              }
            });
  }

  private Result attempt(Route route, Mailing mailing, Journey journey) {
    Attempt attempt;
    try {
      attempt = route.attempt(mailing);
    } catch (RuntimeException fault) {
      LOG.error(
          "route {} failed by a fault of its own", route.code(), Faults.withoutMessages(fault));
      attempt = new Attempt.Permanent("fault");
    }
    if (attempt instanceof Attempt.Transient blocked) {
      Optional<Instant> next = retries.next(journey, clock.instant());
      if (next.isPresent()) {
        deferrals(route).increment();
        return new Result.Deferred(journey, next.get());
      }
      return end(route, mailing, DeliveryOutcome.FAILED, blocked.reason(), journey);
    } else if (attempt instanceof Attempt.Permanent refused) {
      return end(route, mailing, DeliveryOutcome.FAILED, refused.reason(), journey);
    }
    return end(route, mailing, DeliveryOutcome.DELIVERED, null, journey);
  }

  private Counter deferrals(Route route) {
    return Counter.builder("letters.deferred")
        .description("Attempts at delivery after which a letter waits for another")
        .tag("route", route.code())
        .register(registry);
  }

  private Result end(
      Route route, Mailing mailing, DeliveryOutcome how, @Nullable String reason, Journey journey) {
    return new Result.Ended(
        record(mailing.letter(), route.code(), how, reason, journey.attempts()));
  }

  private CompletableFuture<Result> untried(
      LetterIssued letter, DeliveryOutcome outcome, String reason) {
    return CompletableFuture.completedFuture(
        new Result.Ended(record(letter, NO_ROUTE, outcome, reason, 0)));
  }

  private LetterDelivered record(
      LetterIssued letter,
      String route,
      DeliveryOutcome outcome,
      @Nullable String reason,
      int attempts) {
    Counter.builder("letters.delivered")
        .description("Letters whose delivery ended")
        .tag("kind", letter.kind().name())
        .tag("route", route)
        .tag("outcome", outcome.name())
        .register(registry)
        .increment();
    return new LetterDelivered(
        letter.opinionId(),
        letter.letterId(),
        letter.kind(),
        route,
        outcome,
        reason,
        attempts,
        clock.instant());
  }
}
