package org.opinionloop.reply.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.kit.batch.InboundRecord;
import org.opinionloop.kit.batch.OutboundMessages;
import org.opinionloop.kit.event.Trouble;
import org.opinionloop.kit.trace.Step;
import org.opinionloop.kit.trace.Trace;
import org.opinionloop.kit.trace.Tracing;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.messaging.Message;

/**
 * {@code letters.issued} to {@code letters.delivered}, same key, a batch at a time and its letters
 * side by side. A batch is one transaction: its outcomes and its offsets are there together or not
 * at all. A batch that comes again because its transaction failed finds its outcomes remembered;
 * after a crash of the process the letters of the last batch go out once more, each with the same
 * Message-ID, Idempotency-Key or file name as before. The letters are issued elsewhere, so a mail
 * server that is slow or away delays nothing but this.
 */
final class LetterDelivery
    implements Function<Message<List<byte[]>>, List<Message<?>>>,
        ApplicationListener<ContextClosedEvent> {

  /** A batch under way when the service stops may take this long to end. */
  private static final Duration GRACE = Duration.ofSeconds(8);

  /** A few batches' worth. */
  private static final int REMEMBERED = 4096;

  private final Postman postman;
  private final Retries retries;
  private final OutboundMessages messages;
  private final Tracing tracing;
  private final Clock clock;
  private final JsonCodec<LetterIssued> issued = JsonCodec.of(LetterIssued.class);
  private final JsonCodec<LetterDelivered> delivered = JsonCodec.of(LetterDelivered.class);
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  /** The latest outcomes, by letter: what a batch that comes again does not repeat. */
  private final Map<LetterId, LetterDelivered> remembered =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<LetterId, LetterDelivered> eldest) {
              return size() > REMEMBERED;
            }
          });

  LetterDelivery(
      Postman postman, Retries retries, OutboundMessages messages, Tracing tracing, Clock clock) {
    this.postman = postman;
    this.retries = retries;
    this.messages = messages;
    this.tracing = tracing;
    this.clock = clock;
  }

  @Override
  public List<Message<?>> apply(Message<List<byte[]>> batch) {
    Instant lastRetry = clock.instant().plus(retries.budget());
    List<Message<?>> out = new ArrayList<>();
    Map<LetterId, CompletableFuture<LetterDelivered>> outcomes = new LinkedHashMap<>();
    Map<LetterId, Step> steps = new HashMap<>();
    for (InboundRecord record : InboundRecord.of(batch)) {
      try {
        LetterIssued letter = issued.decode(record.value());
        if (!outcomes.containsKey(letter.letterId())) {
          Step step = tracing.process(record.topic(), record.trace());
          steps.put(letter.letterId(), step);
          Trace.inLog(
              step.trace(),
              () -> outcomes.put(letter.letterId(), deliver(letter, lastRetry, step)));
        }
      } catch (MalformedEventException malformed) {
        out.add(
            messages.deadLetter(record, Trouble.MALFORMED, String.valueOf(malformed.getMessage())));
      }
    }
    Map<LetterId, LetterDelivered> ended = new LinkedHashMap<>();
    CompletableFuture<?> all =
        CompletableFuture.allOf(outcomes.values().toArray(CompletableFuture[]::new));
    CompletableFuture.anyOf(all, stopped).join();
    outcomes.forEach((letter, outcome) -> ended.put(letter, outcome.join()));
    remembered.putAll(ended);
    ended.forEach(
        (letter, outcome) ->
            out.add(
                messages.event(
                    outcome, delivered, Objects.requireNonNull(steps.get(letter)).trace())));
    return out;
  }

  private CompletableFuture<LetterDelivered> deliver(
      LetterIssued letter, Instant lastRetry, Step step) {
    LetterDelivered before = remembered.get(letter.letterId());
    return (before == null
            ? postman.deliver(letter, lastRetry)
            : CompletableFuture.completedFuture(before))
        .whenComplete((outcome, stopped) -> step.close());
  }

  /** Gives the batch under way some time, then leaves it: it is delivered after the next start. */
  @Override
  public void onApplicationEvent(ContextClosedEvent closed) {
    leaveAfter(GRACE);
  }

  void leaveAfter(Duration grace) {
    CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () ->
                stopped.completeExceptionally(
                    new CancellationException("the service stops; letters wait")));
  }
}
