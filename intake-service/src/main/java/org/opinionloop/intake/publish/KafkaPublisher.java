package org.opinionloop.intake.publish;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.Happening;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.contact.ContactKey;
import org.opinionloop.contracts.contact.ContactWithdrawn;
import org.opinionloop.intake.request.Unavailable;
import org.opinionloop.kit.event.CloudEventHeaders;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.trace.Trace;

/**
 * Publishes through one Kafka producer. What could block a caller is kept away from it: nothing is
 * sent while the cluster is known to be away, the producer's metadata is fetched beforehand (see
 * {@link ClusterWatch}), and what is in flight is bounded well below the producer's buffer.
 *
 * <p>Meters: {@code events.publish} (timer, from hand-over to acknowledgement; tags {@code topic},
 * {@code outcome}: acknowledged, failed, away, full) and {@code events.in.flight}.
 */
final class KafkaPublisher implements EventPublisher {

  private static final String SOURCE = "/intake-service";
  private static final JsonCodec<ContactWithdrawn> WITHDRAWN = JsonCodec.of(ContactWithdrawn.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final BooleanSupplier reachable;
  private final Runnable onAcknowledged;
  private final InFlight inFlight;
  private final MeterRegistry meters;
  private final Map<Ending, Timer> timers = new ConcurrentHashMap<>();
  private final Set<HandedOver> waiting = ConcurrentHashMap.newKeySet();

  /** How a publication ended; to look its timer up is ten times quicker than to describe it. */
  private record Ending(String topic, String outcome) {}

  /** A record that is with the producer, of which the caller may be told before it has ended. */
  private static final class HandedOver {

    final CompletableFuture<Void> told = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Instant at = Instant.now();

    void acknowledged() {
      end.complete(null);
      told.complete(null);
    }

    void failed(Exception failure) {
      end.completeExceptionally(failure);
      giveUp();
    }

    void giveUp() {
      told.completeExceptionally(new Unacknowledged(at, end));
    }
  }

  KafkaPublisher(
      Producer<String, byte[]> producer,
      BooleanSupplier reachable,
      Runnable onAcknowledged,
      InFlight inFlight,
      MeterRegistry meters) {
    this.producer = producer;
    this.reachable = reachable;
    this.onAcknowledged = onAcknowledged;
    this.inFlight = inFlight;
    this.meters = meters;
    Gauge.builder("events.in.flight", inFlight, InFlight::records)
        .description("Events handed to the producer and not yet acknowledged")
        .register(meters);
  }

  @Override
  public <T extends Happening> CompletableFuture<Void> publish(
      Outlet<T> outlet, T event, @Nullable Trace cause) {
    return send(record(outlet, event, cause));
  }

  @Override
  public <T extends Event> CompletableFuture<Void> publish(
      ContactKey key, Outlet<T> outlet, T event, @Nullable Trace cause) {
    // Encoded here: what follows the first acknowledgement runs on the producer's own thread.
    ProducerRecord<String, byte[]> message = record(outlet, event, cause);
    return send(new ProducerRecord<>(Topics.CONTACT_KEYS, key.recordKey(), key.secret()))
        .exceptionallyCompose(
            lost ->
                lost instanceof Unacknowledged
                    ? notTaken("no acknowledgement came in time", LATER)
                    : CompletableFuture.failedFuture(lost))
        .thenCompose(kept -> send(message));
  }

  @Override
  public CompletableFuture<Void> publish(ContactWithdrawn withdrawal) {
    return send(
        new ProducerRecord<>(
            Topics.CONTACT_KEYS, withdrawal.opinionId().value(), WITHDRAWN.encode(withdrawal)));
  }

  private static <T extends Happening> ProducerRecord<String, byte[]> record(
      Outlet<T> outlet, T event, @Nullable Trace cause) {
    Headers headers = CloudEventHeaders.kafka(event, SOURCE);
    if (cause != null) {
      cause.writeTo(headers);
    }
    return new ProducerRecord<>(
        outlet.topic(), null, event.recordKey(), outlet.codec().encode(event), headers);
  }

  private CompletableFuture<Void> send(ProducerRecord<String, byte[]> message) {
    Timer.Sample start = Timer.start(meters);
    String topic = message.topic();
    int size = message.value().length;
    if (!reachable.getAsBoolean()) {
      return refused(start, topic, "away", "the event log is away", LATER);
    }
    if (!inFlight.enter(size)) {
      return refused(start, topic, "full", "too much is on its way already", SOON);
    }
    HandedOver record = new HandedOver();
    waiting.add(record);
    try {
      var unused =
          producer.send(
              message,
              (metadata, failure) -> {
                inFlight.leave(size);
                waiting.remove(record);
                stop(start, topic, failure == null ? "acknowledged" : "failed");
                if (failure == null) {
                  onAcknowledged.run();
                  record.acknowledged();
                } else {
                  record.failed(failure);
                }
              });
    } catch (RuntimeException notTaken) { // closed, or interrupted: the callback is not called
      inFlight.leave(size);
      waiting.remove(record);
      return refused(start, topic, "failed", "the event log does not take it", LATER);
    }
    return record.told;
  }

  /** The cluster is away: those who wait are told now, and not when the time is over. */
  void giveUp() {
    waiting.forEach(HandedOver::giveUp);
  }

  private CompletableFuture<Void> refused(
      Timer.Sample start, String topic, String outcome, String detail, Duration retryAfter) {
    stop(start, topic, outcome);
    return notTaken(detail, retryAfter);
  }

  private static CompletableFuture<Void> notTaken(String detail, Duration retryAfter) {
    return CompletableFuture.failedFuture(
        new ProblemException(
            Unavailable.because(detail + "; nothing was taken, please send it again", retryAfter)));
  }

  private void stop(Timer.Sample start, String topic, String outcome) {
    start.stop(timers.computeIfAbsent(new Ending(topic, outcome), this::timer));
  }

  private Timer timer(Ending ending) {
    return Timer.builder("events.publish")
        .description("From handing an event to the producer to its acknowledgement")
        .tag("topic", ending.topic())
        .tag("outcome", ending.outcome())
        .register(meters);
  }
}
