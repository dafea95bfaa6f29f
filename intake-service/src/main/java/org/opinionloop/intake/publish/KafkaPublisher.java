package org.opinionloop.intake.publish;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
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
import org.opinionloop.kit.event.CloudEventHeaders;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.trace.Trace;
import org.springframework.http.HttpStatus;

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
  private final Set<CompletableFuture<Void>> waiting = ConcurrentHashMap.newKeySet();

  /** How a publication ended; to look its timer up is ten times quicker than to describe it. */
  private record Ending(String topic, String outcome) {}

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
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    waiting.add(acknowledged);
    try {
      var unused =
          producer.send(
              message,
              (metadata, failure) -> {
                inFlight.leave(size);
                waiting.remove(acknowledged);
                stop(start, topic, failure == null ? "acknowledged" : "failed");
                if (failure == null) {
                  onAcknowledged.run();
                  acknowledged.complete(null);
                } else {
                  acknowledged.completeExceptionally(unknown());
                }
              });
    } catch (RuntimeException notTaken) { // closed, or interrupted: the callback is not called
      inFlight.leave(size);
      waiting.remove(acknowledged);
      return refused(start, topic, "failed", "the event log does not take it", LATER);
    }
    return acknowledged;
  }

  /** The cluster is away: those who wait are told now, and not when the time is over. */
  void giveUp() {
    waiting.forEach(each -> each.completeExceptionally(unknown()));
  }

  private CompletableFuture<Void> refused(
      Timer.Sample start, String topic, String outcome, String detail, Duration retryAfter) {
    stop(start, topic, outcome);
    return CompletableFuture.failedFuture(
        unavailable(detail + "; nothing was taken, please send it again", retryAfter));
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

  private static ProblemException unknown() {
    return unavailable(
        "no acknowledgement came in time, so it may or may not have been taken; sent again with"
            + " the same external id it counts once",
        LATER);
  }

  private static ProblemException unavailable(String detail, Duration retryAfter) {
    return new ProblemException(
        Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Not taken now")
            .detail(detail)
            .retryAfter(retryAfter));
  }
}
