package org.opinionloop.reply.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.contracts.contact.ContactOpener;
import org.opinionloop.kit.event.Faults;
import org.opinionloop.reply.letter.Stationery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes letters to people: opens the contact details, addresses the letter, chooses the first route
 * that reaches the person, and tries again what may pass. Every letter ends with one outcome,
 * counted as {@code letters.delivered} with tags {@code kind}, {@code route} and {@code outcome}.
 * Thread-safe.
 */
final class Postman {

  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final Contact NOBODY = new Contact(null, null, null, null);
  private static final String NO_ROUTE = "none";

  private final List<Route> routes;
  private final ContactOpener opener;
  private final Stationery stationery;
  private final Retries retries;
  private final ScheduledExecutorService workers;
  private final MeterRegistry registry;
  private final Clock clock;

  /**
   * A postman with these routes, in the order in which they are considered.
   *
   * @param workers as many as attempts may run at the same time; a pause occupies none
   */
  Postman(
      List<Route> routes,
      ContactOpener opener,
      Stationery stationery,
      Retries retries,
      ScheduledExecutorService workers,
      MeterRegistry registry,
      Clock clock) {
    this.routes = List.copyOf(routes);
    this.opener = opener;
    this.stationery = stationery;
    this.retries = retries;
    this.workers = workers;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Delivers a letter. The future ends with the outcome, whatever it is; it fails only when the
   * workers are stopped.
   *
   * @param lastRetry what fails after this instant is not tried again
   */
  CompletableFuture<LetterDelivered> deliver(LetterIssued letter, Instant lastRetry) {
    if (letter.suppressed() != null) {
      return ended(letter, NO_ROUTE, DeliveryOutcome.SUPPRESSED, letter.suppressed(), 0);
    }
    Optional<Contact> opened =
        letter.contact() == null
            ? Optional.of(NOBODY)
            : opener.open(letter.opinionId(), letter.contact());
    Contact contact = opened.orElse(NOBODY);
    Optional<Route> route = routes.stream().filter(way -> way.reaches(contact)).findFirst();
    if (route.isEmpty()) {
      return opened.isEmpty()
          ? ended(letter, NO_ROUTE, DeliveryOutcome.FAILED, "contact-unreadable", 0)
          : ended(letter, NO_ROUTE, DeliveryOutcome.SUPPRESSED, "no-contact", 0);
    }
    String body =
        contact.name() == null
            ? letter.body()
            : stationery.addressed(letter.body(), letter.language(), contact.name());
    Errand errand = new Errand(route.get(), new Mailing(letter, contact, body), lastRetry);
    workers.execute(errand);
    return errand.outcome;
  }

  private CompletableFuture<LetterDelivered> ended(
      LetterIssued letter, String route, DeliveryOutcome outcome, String reason, int attempts) {
    return CompletableFuture.completedFuture(record(letter, route, outcome, reason, attempts));
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

  /** One letter on its way: runs once an attempt. */
  private final class Errand implements Runnable {

    private final Route route;
    private final Mailing mailing;
    private final Instant lastRetry;
    private final CompletableFuture<LetterDelivered> outcome = new CompletableFuture<>();
    private final @Nullable Map<String, String> logged = MDC.getCopyOfContextMap();
    private int attempts;

    Errand(Route route, Mailing mailing, Instant lastRetry) {
      this.route = route;
      this.mailing = mailing;
      this.lastRetry = lastRetry;
    }

    @Override
    public void run() {
      try {
        attempts++;
        settle(route.attempt(mailing));
      } catch (RuntimeException fault) {
        MDC.setContextMap(logged == null ? Map.of() : logged);
        LOG.error(
            "route {} failed by a fault of its own", route.code(), Faults.withoutMessages(fault));
        MDC.clear();
        end(DeliveryOutcome.FAILED, "fault");
      }
    }

    private void settle(Attempt attempt) {
      if (attempt instanceof Attempt.Done) {
        end(DeliveryOutcome.DELIVERED, null);
      } else if (attempt instanceof Attempt.Permanent refused) {
        end(DeliveryOutcome.FAILED, refused.reason());
      } else if (attempt instanceof Attempt.Transient blocked) {
        if (attempts >= retries.attempts() || clock.instant().isAfter(lastRetry)) {
          end(DeliveryOutcome.FAILED, blocked.reason());
        } else {
          var unused =
              workers.schedule(
                  this, retries.pauseAfter(attempts).toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    }

    private void end(DeliveryOutcome how, @Nullable String reason) {
      outcome.complete(record(mailing.letter(), route.code(), how, reason, attempts));
    }
  }
}
