package org.opinionloop.intake.opinion;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.contracts.contact.ContactKey;
import org.opinionloop.contracts.contact.ContactSealer;
import org.opinionloop.intake.contact.SenderTags;
import org.opinionloop.intake.publish.EventPublisher;
import org.opinionloop.intake.publish.Outlet;
import org.opinionloop.intake.request.JsonObject;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.trace.RequestTraces;
import org.opinionloop.kit.trace.Trace;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes opinions in: reads, numbers, seals the contact details, publishes. The same for a single
 * one and for a line of a file. Thread-safe, never blocks.
 *
 * <p>Meters: every attempt ends in exactly one of {@code opinions.received{channel}} (in the log
 * for the first time as far as we remember), {@code opinions.repeated{channel}} and {@code
 * opinions.refused{channel, reason}} (reason: the end of the problem's type).
 */
public final class Reception {

  private final SubmissionReader reader;
  private final OpinionIds ids;
  private final ContactSealer sealer;
  private final SenderTags senders;
  private final SecureRandom random;
  private final EventPublisher publisher;
  private final Remembered remembered;
  private final Clock clock;
  private final MeterRegistry meters;
  // By channel: to look a counter up is ten times quicker than to describe it.
  private final Map<String, Counter> received = new ConcurrentHashMap<>();
  private final Map<String, Counter> repeated = new ConcurrentHashMap<>();

  Reception(
      SubmissionReader reader,
      OpinionIds ids,
      ContactSealer sealer,
      SenderTags senders,
      SecureRandom random,
      EventPublisher publisher,
      Remembered remembered,
      Clock clock,
      MeterRegistry meters) {
    this.reader = reader;
    this.ids = ids;
    this.sealer = sealer;
    this.senders = senders;
    this.random = random;
    this.publisher = publisher;
    this.remembered = remembered;
    this.clock = clock;
    this.meters = meters;
  }

  /** Whether this is the code of a channel, and not only another name of one. */
  public boolean isChannel(String code) {
    return reader.isChannel(code);
  }

  /** Takes in the JSON object in these bytes; ends in a {@link ProblemException} if it cannot. */
  public Mono<Receipt> receive(byte[] json, @Nullable String idempotencyKey, Caller caller) {
    ObjectNode body;
    try {
      body = JsonObject.parse(json);
    } catch (ProblemException malformed) {
      refused(malformed);
      return Mono.error(malformed);
    }
    return receive(body, idempotencyKey, caller);
  }

  /** Takes in this object; ends in a {@link ProblemException} if it cannot. */
  public Mono<Receipt> receive(ObjectNode body, @Nullable String idempotencyKey, Caller caller) {
    return Mono.deferContextual(
        context ->
            Mono.fromFuture(take(body, idempotencyKey, caller, RequestTraces.of(context)), true));
  }

  /**
   * Takes in this object, at once; the future ends in a {@link ProblemException} if it cannot.
   *
   * @param cause the trace of the request
   */
  public CompletableFuture<Receipt> take(
      ObjectNode body, @Nullable String idempotencyKey, Caller caller, @Nullable Trace cause) {
    String channel = reader.channelOf(body);
    CompletableFuture<Receipt> taken;
    try {
      taken = accept(reader.read(body, idempotencyKey, caller), cause);
    } catch (ProblemException refused) {
      taken = CompletableFuture.failedFuture(refused);
    }
    return taken.whenComplete(
        (receipt, failure) -> {
          if (failure == null) {
            count(receipt, channel);
          } else {
            countRefused(channel, problem(failure));
          }
        });
  }

  /**
   * Why something was not taken.
   *
   * @throws RuntimeException what it ended in, if that was a fault rather than a refusal
   */
  public static Problem problem(Throwable failure) {
    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    if (cause instanceof ProblemException refused) {
      return refused.problem();
    }
    throw cause instanceof RuntimeException fault ? fault : new IllegalStateException(cause);
  }

  /** Counts what could not even be read as an object. */
  public void refused(ProblemException problem) {
    countRefused(SubmissionReader.UNKNOWN, problem.problem());
  }

  private CompletableFuture<Receipt> accept(Submission submission, @Nullable Trace cause) {
    OpinionId id = ids.of(submission.channel(), submission.externalId());
    if (submission.externalId() == null) {
      return publish(id, submission, cause).thenApply(done -> new Receipt(id, false));
    }
    return remembered.once(id, () -> publish(id, submission, cause));
  }

  private CompletableFuture<Void> publish(
      OpinionId id, Submission submission, @Nullable Trace cause) {
    Contact contact = submission.contact();
    if (contact == null) {
      return publisher.publish(Outlet.RECEIVED, event(id, submission, null, null), cause);
    }
    ContactKey key = ContactKey.random(id, random);
    SealedContact sealed = sealer.seal(contact, key);
    return publisher.publish(
        key, Outlet.RECEIVED, event(id, submission, sealed, senders.tag(contact)), cause);
  }

  private OpinionReceived event(
      OpinionId id,
      Submission submission,
      @Nullable SealedContact contact,
      @Nullable String sender) {
    Instant now = clock.instant();
    return new OpinionReceived(
        id,
        submission.channel(),
        submission.externalId(),
        submission.title(),
        submission.text(),
        submission.language(),
        submission.district(),
        submission.place(),
        submission.submittedAt(),
        Objects.requireNonNullElse(submission.receivedAt(), now),
        now,
        submission.imported(),
        submission.letters(),
        contact,
        sender);
  }

  private void count(Receipt receipt, String channel) {
    (receipt.repeated() ? repeated : received)
        .computeIfAbsent(
            channel,
            first ->
                Counter.builder(receipt.repeated() ? "opinions.repeated" : "opinions.received")
                    .tag("channel", channel)
                    .register(meters))
        .increment();
  }

  private void countRefused(String channel, Problem problem) {
    Counter.builder("opinions.refused")
        .description("Opinions that were not taken in")
        .tag("channel", channel)
        .tag("reason", problem.kind())
        .register(meters)
        .increment();
  }
}
