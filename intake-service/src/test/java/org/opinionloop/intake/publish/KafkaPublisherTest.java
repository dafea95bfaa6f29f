package org.opinionloop.intake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.Resolved;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.contact.ContactKey;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;

class KafkaPublisherTest {

  static final OpinionRated EVENT =
      new OpinionRated(
          OpinionId.of(new byte[10]),
          5,
          Resolved.YES,
          null,
          false,
          true,
          null,
          Instant.EPOCH,
          Instant.EPOCH);

  MockProducer<String, byte[]> producer =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  AtomicBoolean reachable = new AtomicBoolean(true);
  AtomicInteger acknowledged = new AtomicInteger();
  InFlight inFlight = new InFlight(2, 1_000_000);
  SimpleMeterRegistry meters = new SimpleMeterRegistry();
  KafkaPublisher publisher =
      new KafkaPublisher(producer, reachable::get, acknowledged::incrementAndGet, inFlight, meters);

  @Test
  void completesWhenTheBrokerHasAcknowledgedAndNotBefore() {
    CompletableFuture<Void> published = publisher.publish(Outlet.RATED, EVENT, null);

    assertThat(published).isNotDone();
    producer.completeNext();
    assertThat(published).isCompleted();
    assertThat(producer.history().get(0).key()).isEqualTo(EVENT.opinionId().value());
    assertThat(acknowledged).hasValue(1);
    assertThat(inFlight.records()).isZero();
    assertThat(inFlight.bytes()).isZero();
  }

  @Test
  void whatIsSealedFollowsItsKeyWhenTheBrokerHasThat() {
    ContactKey key = ContactKey.random(EVENT.opinionId(), new SecureRandom());

    CompletableFuture<Void> published = publisher.publish(key, Outlet.RATED, EVENT, null);

    assertThat(topics()).containsExactly(Topics.CONTACT_KEYS);
    producer.completeNext();
    assertThat(topics()).containsExactly(Topics.CONTACT_KEYS, Topics.OPINIONS_RATED);
    assertThat(published).isNotDone();
    producer.completeNext();
    assertThat(published).isCompleted();
    assertThat(inFlight.records()).isZero();
  }

  @Test
  void whatIsSealedStaysHereWhenItsKeyDoesNotArrive() {
    ContactKey key = ContactKey.random(EVENT.opinionId(), new SecureRandom());

    CompletableFuture<Void> published = publisher.publish(key, Outlet.RATED, EVENT, null);
    producer.errorNext(new TimeoutException());

    assertThat(problem(published).status()).isEqualTo(503);
    assertThat(problem(published).detail()).contains("nothing was taken");
    assertThat(topics()).containsExactly(Topics.CONTACT_KEYS);
    assertThat(inFlight.records()).isZero();
  }

  @Test
  void aRefusalOfTheKeyIsARefusalOfWhatItSeals() {
    publisher.publish(Outlet.RATED, EVENT, null);
    publisher.publish(Outlet.RATED, EVENT, null);
    ContactKey key = ContactKey.random(EVENT.opinionId(), new SecureRandom());

    assertThat(problem(publisher.publish(key, Outlet.RATED, EVENT, null)).detail())
        .contains("too much");
  }

  @Test
  void anUnknownOutcomeIsSaidToBeUnknown() {
    CompletableFuture<Void> published = publisher.publish(Outlet.RATED, EVENT, null);

    producer.errorNext(new TimeoutException());

    assertThat(problem(published).status()).isEqualTo(503);
    assertThat(problem(published).detail()).contains("may or may not", "what has an external id");
    assertThat(problem(published).retryAfterSeconds()).isPositive();
    assertThat(end(published)).isCompletedExceptionally();
    assertThat(inFlight.records()).isZero();
  }

  @Test
  void whileTheClusterIsAwayNothingIsHandedToTheProducer() {
    reachable.set(false);

    assertThat(problem(publisher.publish(Outlet.RATED, EVENT, null)).status()).isEqualTo(503);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void moreThanMayBeInFlightIsRefusedAtOnceAndLeavesNoTrace() {
    publisher.publish(Outlet.RATED, EVENT, null);
    publisher.publish(Outlet.RATED, EVENT, null);

    assertThat(problem(publisher.publish(Outlet.RATED, EVENT, null)).retryAfterSeconds())
        .isEqualTo(1);
    producer.completeNext();
    assertThat(publisher.publish(Outlet.RATED, EVENT, null)).isNotDone();
    producer.completeNext();
    producer.completeNext();
    assertThat(inFlight.records()).isZero();
    assertThat(inFlight.bytes()).isZero();
  }

  @Test
  void whoWaitsWhenTheClusterGoesAwayIsToldThen() {
    CompletableFuture<Void> published = publisher.publish(Outlet.RATED, EVENT, null);

    publisher.giveUp();

    assertThat(problem(published).status()).isEqualTo(503);
    assertThat(inFlight.records()).isOne();
    assertThat(end(published)).isNotDone();
    producer.completeNext();
    assertThat(end(published)).isCompleted();
    assertThat(inFlight.records()).isZero();
  }

  @Test
  void aClosedProducerIsARefusal() {
    producer.close(Duration.ZERO);

    assertThat(problem(publisher.publish(Outlet.RATED, EVENT, null)).status()).isEqualTo(503);
    assertThat(inFlight.records()).isZero();
  }

  @Test
  void everyOutcomeIsTimed() {
    publisher.publish(Outlet.RATED, EVENT, null);
    producer.completeNext();
    publisher.publish(Outlet.RATED, EVENT, null);
    producer.errorNext(new TimeoutException());

    assertThat(meters.get("events.publish").tag("outcome", "acknowledged").timer().count()).isOne();
    assertThat(meters.get("events.publish").tag("outcome", "failed").timer().count()).isOne();
  }

  private List<String> topics() {
    return producer.history().stream().map(ProducerRecord::topic).toList();
  }

  private static Problem problem(CompletableFuture<Void> published) {
    return failure(published, ProblemException.class).problem();
  }

  private static CompletableFuture<Void> end(CompletableFuture<Void> published) {
    return failure(published, Unacknowledged.class).end();
  }

  private static <T extends Throwable> T failure(CompletableFuture<Void> published, Class<T> kind) {
    try {
      published.join();
      throw new AssertionError("published");
    } catch (CompletionException failed) {
      return kind.cast(failed.getCause());
    }
  }
}
