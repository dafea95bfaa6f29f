package org.opinionloop.reporting.stream;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/**
 * Adds each change of a cell to those that came for it before, in memory, and says once that there
 * are some. A cell is changed by many opinions between two commits, most of all those that nobody
 * has classified yet, which each opinion enters and leaves; what they come to is written once.
 */
final class ChangeFolder implements FixedKeyProcessor<String, Change, Boolean> {

  private @Nullable FixedKeyProcessorContext<String, Boolean> context;
  private @Nullable ChangesAtHand atHand;

  @Override
  public void init(FixedKeyProcessorContext<String, Boolean> started) {
    context = started;
    atHand = started.getStateStore(Stores.CHANGES_AT_HAND);
    atHand.clear();
  }

  @Override
  public void process(FixedKeyRecord<String, Change> record) {
    ChangesAtHand hand = Objects.requireNonNull(atHand, "before init");
    ChangesAtHand.Sum before = hand.get(record.key());
    Change sum = before == null ? record.value() : before.change().plus(record.value());
    hand.put(record.key(), new ChangesAtHand.Sum(sum, record.timestamp(), record.headers()));
    if (before == null) {
      AtHand.announce(record, Objects.requireNonNull(context, "before init"));
    }
  }

  /** Passes on what they have come to, if it is anything. */
  static final class Telling implements FixedKeyProcessor<String, Boolean, Change> {

    private @Nullable FixedKeyProcessorContext<String, Change> context;
    private @Nullable ChangesAtHand atHand;

    @Override
    public void init(FixedKeyProcessorContext<String, Change> started) {
      context = started;
      atHand = started.getStateStore(Stores.CHANGES_AT_HAND);
    }

    @Override
    public void process(FixedKeyRecord<String, Boolean> record) {
      ChangesAtHand.Sum sum = Objects.requireNonNull(atHand, "before init").take(record.key());
      if (sum != null && !sum.change().contribution().tally().isZero()) {
        Objects.requireNonNull(context, "before init")
            .forward(
                record
                    .withValue(sum.change())
                    .withTimestamp(sum.timestamp())
                    .withHeaders(sum.headers()));
      }
    }
  }
}
