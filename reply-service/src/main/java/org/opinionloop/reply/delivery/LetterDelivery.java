package org.opinionloop.reply.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.Topics;
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
 * {@code letters.issued} and {@code letters.due} to {@code letters.delivered}, same key, a batch at
 * a time and its letters side by side, except that files of the outbox are written one after the
 * other, where no key has to be waited for; what may pass later goes to {@code letters.deferred}
 * and comes again when it is due. A batch is one transaction: its outcomes and its offsets are
 * there together or not at all. A batch that comes again because its transaction failed finds its
 * outcomes remembered; after a crash of the process the letters of the last batch go out once more,
 * each with the same Message-ID, Idempotency-Key or file name as before. The letters are issued
 * elsewhere, so a mail server that is slow or away delays nothing but this.
 */
final class LetterDelivery
    implements Function<Message<List<byte[]>>, List<Message<?>>>,
        ApplicationListener<ContextClosedEvent> {

  /** A batch under way when the service stops may take this long to end. */
  private static final Duration GRACE = Duration.ofSeconds(8);

  /** A few batches' worth. */
  private static final int REMEMBERED = 4096;

  private final Postman postman;
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

  LetterDelivery(Postman postman, OutboundMessages messages, Tracing tracing, Clock clock) {
    this.postman = postman;
    this.messages = messages;
    this.tracing = tracing;
    this.clock = clock;
  }

  /** A letter of a batch, as it came and what becomes of it. */
  private record Errand(
      InboundRecord record, Step step, CompletableFuture<Postman.Result> result) {}

  @Override
  public List<Message<?>> apply(Message<List<byte[]>> batch) {
    List<Message<?>> out = new ArrayList<>();
    Map<LetterId, Errand> errands = new LinkedHashMap<>();
    for (InboundRecord record : InboundRecord.of(batch)) {
      try {
        LetterIssued letter = record.event(issued);
        if (!errands.containsKey(letter.letterId())) {
          Step step = tracing.process(record.topic(), record.trace());
          Trace.inLog(
              step.trace(),
              () ->
                  errands.put(
                      letter.letterId(), new Errand(record, step, deliver(letter, record, step))));
        }
      } catch (MalformedEventException malformed) {
        out.add(
            messages.deadLetter(record, Trouble.MALFORMED, String.valueOf(malformed.getMessage())));
      }
    }
    CompletableFuture<?> all =
        CompletableFuture.allOf(
            errands.values().stream().map(Errand::result).toArray(CompletableFuture[]::new));
    CompletableFuture.anyOf(all, stopped).join();
    errands.forEach(
        (letter, errand) -> {
          Postman.Result result = errand.result().join();
          if (result instanceof Postman.Result.Ended ended) {
            out.add(messages.event(ended.outcome(), delivered, errand.step().trace()));
          } else if (result instanceof Postman.Result.Deferred deferred) {
            out.add(
                messages.passOn(
                    errand.record(),
                    Topics.LETTERS_DEFERRED,
                    deferred.journey().headers(deferred.due())));
          }
        });
    return out;
  }

  private CompletableFuture<Postman.Result> deliver(
      LetterIssued letter, InboundRecord record, Step step) {
    LetterDelivered before = remembered.get(letter.letterId());
    return (before == null
            ? postman
                .deliver(letter, Journey.read(record.headers(), clock.instant()))
                .thenApply(this::remember)
            : CompletableFuture.<Postman.Result>completedFuture(new Postman.Result.Ended(before)))
        .whenComplete((result, stopped) -> step.close());
  }

  /** At once, not with the batch: another letter of it may fail, and then all of it comes again. */
  private Postman.Result remember(Postman.Result result) {
    if (result instanceof Postman.Result.Ended ended) {
      remembered.put(ended.outcome().letterId(), ended.outcome());
    }
    return result;
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
