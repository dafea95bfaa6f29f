package org.opinionloop.reply.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.contracts.contact.ContactOpener;
import org.opinionloop.kit.batch.OutboundMessages;
import org.opinionloop.kit.batch.WholeHeaders;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.trace.Tracing;
import org.opinionloop.reply.ReplyFixtures;
import org.opinionloop.reply.letter.Stationery;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

class LetterDeliveryTest {

  private static final Retries RETRIES =
      new Retries(Duration.ofSeconds(30), Duration.ofMinutes(30), Duration.ofDays(3));

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final Set<String> blocked = ConcurrentHashMap.newKeySet();
  private final ExecutorService workers = Executors.newFixedThreadPool(4);

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsEveryLetterOfABatchWithOneOutcomeUnderItsKey(boolean waits) {
    List<Message<?>> out = delivery(waits, () -> {}).apply(batch(letter(1), letter(2), letter(2)));

    assertThat(delivered(out))
        .extracting(outcome -> outcome.letterId().value())
        .containsExactly(
            ReplyFixtures.opinion(1) + ".acknowledgement.1",
            ReplyFixtures.opinion(2) + ".acknowledgement.1");
    assertThat(out.get(0).getHeaders().get(KafkaHeaders.KEY))
        .isEqualTo(ReplyFixtures.opinion(1).value().getBytes(StandardCharsets.UTF_8));
    assertThat(sent).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void doesNotSendAgainWhatABatchThatFailedHadSent(boolean waits) {
    LetterDelivery delivery = delivery(waits, () -> {});
    List<Message<?>> first = delivery.apply(batch(letter(1), letter(2)));

    List<Message<?>> half = delivery.apply(batch(letter(1)));
    List<Message<?>> rest = delivery.apply(batch(letter(2), letter(3)));

    assertThat(sent).hasSize(3);
    assertThat(delivered(half)).isEqualTo(delivered(first).subList(0, 1));
    assertThat(delivered(rest).get(0)).isEqualTo(delivered(first).get(1));
  }

  @Test
  void deadLettersWhatItCannotReadAndDeliversTheRest() {
    List<Message<?>> out =
        delivery(true, () -> {}).apply(batch("{".getBytes(StandardCharsets.UTF_8), letter(1)));

    assertThat(out.get(0).getHeaders().get("spring.cloud.stream.sendto.destination"))
        .isEqualTo("letters.issued.dlt");
    assertThat(delivered(out.subList(1, 2))).hasSize(1);
  }

  @Test
  void deadLettersALetterUnderAnotherKeyAndDoesNotSendIt() {
    List<Message<?>> out =
        delivery(true, () -> {})
            .apply(
                batch(
                    List.of(letter(1), letter(1), letter(2)),
                    Arrays.asList(null, key(letter(2)), key(letter(2)))));

    for (Message<?> dead : out.subList(0, 2)) {
      assertThat(header(dead, "dlt-reason")).isEqualTo("malformed");
      assertThat(header(dead, "dlt-cause")).isEqualTo("LetterIssued: the key is not the subject");
    }
    assertThat(delivered(out.subList(2, 3))).hasSize(1);
    assertThat(sent).containsExactly(ReplyFixtures.opinion(2) + ".acknowledgement.1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void defersALetterThatMayPassLaterWithoutHoldingUpTheOthers(boolean waits) {
    blocked.add(ReplyFixtures.opinion(1) + ".acknowledgement.1");

    List<Message<?>> out = delivery(waits, () -> {}).apply(batch(letter(1), letter(2)));

    Message<?> deferred = out.get(0);
    assertThat(deferred.getHeaders().get("spring.cloud.stream.sendto.destination"))
        .isEqualTo("letters.deferred");
    assertThat(deferred.getPayload()).isEqualTo(letter(1));
    assertThat(deferred.getHeaders().get(KafkaHeaders.KEY)).isEqualTo(key(letter(1)));
    assertThat(header(deferred, Journey.ATTEMPTS)).isEqualTo("1");
    assertThat(Instant.parse(header(deferred, Journey.DUE)))
        .isAfter(Instant.parse(header(deferred, Journey.SINCE)));
    assertThat(delivered(out.subList(1, 2)).get(0).outcome()).isEqualTo(DeliveryOutcome.DELIVERED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void triesADeferredLetterAgainEachTimeItComes(boolean waits) {
    blocked.add(ReplyFixtures.opinion(1) + ".acknowledgement.1");
    LetterDelivery delivery = delivery(waits, () -> {});
    delivery.apply(batch(letter(1)));
    blocked.clear();

    List<Message<?>> out = delivery.apply(batch(letter(1)));

    assertThat(delivered(out)).hasSize(1);
    assertThat(sent).hasSize(1);
  }

  @Test
  void deliversTheLettersOfABatchSideBySide() {
    CyclicBarrier together = new CyclicBarrier(4);

    List<Message<?>> out =
        delivery(
                true,
                () -> {
                  try {
                    together.await(10, TimeUnit.SECONDS);
                  } catch (Exception alone) {
                    throw new IllegalStateException(alone);
                  }
                })
            .apply(batch(letter(1), letter(2), letter(3), letter(4)));

    assertThat(delivered(out)).allSatisfy(outcome -> assertThat(outcome.reason()).isNull());
  }

  @Test
  void leavesABatchThatDoesNotEndWhenTheServiceStops() {
    CountDownLatch never = new CountDownLatch(1);
    LetterDelivery delivery =
        delivery(
            true,
            () -> {
              try {
                never.await();
              } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
              }
            });

    delivery.leaveAfter(Duration.ofMillis(50));

    assertThatThrownBy(() -> delivery.apply(batch(letter(1))))
        .hasRootCauseInstanceOf(CancellationException.class);
  }

  /** By mail, which waits for a server, or as files, which do not. */
  private LetterDelivery delivery(boolean waits, Runnable way) {
    Route route =
        new Route() {
          @Override
          public String code() {
            return waits ? "smtp" : "outbox";
          }

          @Override
          public boolean reaches(Contact contact) {
            return true;
          }

          @Override
          public boolean waits() {
            return waits;
          }

          @Override
          public Attempt attempt(Mailing mailing) {
            way.run();
            if (blocked.contains(mailing.letter().letterId().value())) {
              return new Attempt.Transient("blocked");
            }
            sent.add(mailing.letter().letterId().value());
            return new Attempt.Done();
          }
        };
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Postman postman =
        new Postman(
            List.of(route),
            (opinion, contact) ->
                CompletableFuture.completedFuture(new ContactKeys.Access.Missing()),
            new ContactOpener(Map.of()),
            Stationery.bundled(),
            RETRIES,
            workers,
            workers,
            meters,
            Clock.systemUTC());
    return new LetterDelivery(
        postman,
        new OutboundMessages("reply-service", new DeadLetterMeter(meters), Clock.systemUTC()),
        Tracing.OFF,
        Clock.systemUTC());
  }

  private static String header(Message<?> message, String name) {
    Headers headers = new RecordHeaders();
    new WholeHeaders().fromHeaders(message.getHeaders(), headers);
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static byte[] letter(int n) {
    return JsonCodec.of(LetterIssued.class).encode(Mailings.letter(n, null));
  }

  /** The one it belongs under; none, if it is no letter. */
  private static byte @Nullable [] key(byte[] letter) {
    try {
      return JsonCodec.of(LetterIssued.class)
          .decode(letter)
          .recordKey()
          .getBytes(StandardCharsets.UTF_8);
    } catch (MalformedEventException none) {
      return null;
    }
  }

  private static Message<List<byte[]>> batch(byte[]... values) {
    List<byte[]> keys = new ArrayList<>();
    for (byte[] value : values) {
      keys.add(key(value));
    }
    return batch(List.of(values), keys);
  }

  /** As the binder hands it over. */
  private static Message<List<byte[]>> batch(List<byte[]> values, List<byte[]> keys) {
    int size = values.size();
    List<Long> offsets = new ArrayList<>();
    for (long offset = 0; offset < size; offset++) {
      offsets.add(offset);
    }
    return MessageBuilder.withPayload(values)
        .setHeader(KafkaHeaders.RECEIVED_KEY, keys)
        .setHeader(KafkaHeaders.RECEIVED_TOPIC, Collections.nCopies(size, "letters.issued"))
        .setHeader(KafkaHeaders.RECEIVED_PARTITION, Collections.nCopies(size, 0))
        .setHeader(KafkaHeaders.OFFSET, offsets)
        .setHeader(
            KafkaHeaders.BATCH_CONVERTED_HEADERS,
            Collections.nCopies(size, Map.<String, Object>of()))
        .build();
  }

  private static List<LetterDelivered> delivered(List<Message<?>> messages) {
    return messages.stream()
        .map(message -> JsonCodec.of(LetterDelivered.class).decode((byte[]) message.getPayload()))
        .toList();
  }
}
