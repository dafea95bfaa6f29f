package org.opinionloop.classifier.stream;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.kit.batch.InboundRecord;
import org.opinionloop.kit.batch.OutboundMessages;
import org.opinionloop.kit.event.Trouble;
import org.opinionloop.kit.trace.Step;
import org.opinionloop.kit.trace.Tracing;
import org.springframework.messaging.Message;

/**
 * From a batch of {@code opinions.received} to as many messages: the opinion classified, or the
 * record as it was on its way to {@code opinions.received.dlt}. Offsets and messages are one
 * transaction, so a batch that is delivered again after a crash leaves no second trace; the same
 * opinion received twice is classified twice, alike.
 */
final class Classification implements Function<Message<List<byte[]>>, List<Message<?>>> {

  private final Classifier classifier;
  private final OutboundMessages messages;
  private final ClassificationMeters meters;
  private final Tracing tracing;
  private final Clock clock;
  private final JsonCodec<OpinionReceived> received = JsonCodec.of(OpinionReceived.class);
  private final JsonCodec<OpinionClassified> classified = JsonCodec.of(OpinionClassified.class);

  Classification(
      Classifier classifier,
      OutboundMessages messages,
      ClassificationMeters meters,
      Tracing tracing,
      Clock clock) {
    this.classifier = classifier;
    this.messages = messages;
    this.meters = meters;
    this.tracing = tracing;
    this.clock = clock;
  }

  @Override
  public List<Message<?>> apply(Message<List<byte[]>> batch) {
    List<InboundRecord> records = InboundRecord.of(batch);
    List<Message<?>> out = new ArrayList<>(records.size());
    for (InboundRecord record : records) {
      handle(record, out);
    }
    return out;
  }

  private void handle(InboundRecord record, List<Message<?>> out) {
    OpinionReceived opinion;
    try {
      opinion = record.event(received);
    } catch (MalformedEventException malformed) {
      out.add(
          messages.deadLetter(record, Trouble.MALFORMED, String.valueOf(malformed.getMessage())));
      return;
    }
    try (Step step = tracing.process(record.topic(), record.trace())) {
      step.during(() -> out.add(messages.event(classify(opinion), classified, step.trace())));
    } catch (RuntimeException bug) {
      out.add(messages.deadLetter(record, bug));
    }
  }

  private OpinionClassified classify(OpinionReceived opinion) {
    long start = System.nanoTime();
    OpinionClassified event = classifier.classify(opinion, clock.instant());
    meters.classified(event, System.nanoTime() - start);
    return event;
  }
}
