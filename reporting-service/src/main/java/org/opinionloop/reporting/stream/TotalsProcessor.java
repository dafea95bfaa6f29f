package org.opinionloop.reporting.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LoopMetrics.Cell;
import org.opinionloop.reporting.cells.Tally;

/**
 * Passes changes of cells on and shows their sums by channel and theme, and by unit, on the meters.
 * The sums of a partition are kept in a small store, so that a start need not add up all cells; a
 * partition that moves to another instance takes its share of the meters along.
 */
final class TotalsProcessor implements FixedKeyProcessor<String, Change, Change> {

  private final LoopMeters meters;
  private @Nullable FixedKeyProcessorContext<String, Change> context;
  private @Nullable KeyValueStore<String, Total> totals;

  /** All that the store holds: a few hundred at most, each needed again by the next change. */
  private final Map<String, Total> known = new HashMap<>();

  private LoopMeters.@Nullable Share share;

  /** What is counted of one channel, theme and unit; counts only. */
  record Total(String channel, String theme, String unit, Tally tally) {}

  TotalsProcessor(LoopMeters meters) {
    this.meters = meters;
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Change> started) {
    context = started;
    totals = started.getStateStore(Stores.TOTALS);
    share = meters.share();
    known.clear();
    try (KeyValueIterator<String, Total> kept = totals.all()) {
      while (kept.hasNext()) {
        KeyValue<String, Total> each = kept.next();
        known.put(each.key, each.value);
        show(each.value, each.value.tally());
      }
    }
  }

  @Override
  public void process(FixedKeyRecord<String, Change> record) {
    Cell cell = record.value().contribution().cell();
    Tally counts = new Tally(record.value().contribution().tally().counts(), Map.of(), Map.of());
    String key = cell.channel() + '|' + cell.theme() + '|' + cell.unit();
    Total before = known.get(key);
    Tally sum = before == null ? counts : before.tally().plus(counts);
    Total total = new Total(cell.channel(), cell.theme(), cell.unit(), sum);
    keep(key, sum.isZero() ? null : total);
    show(total, counts);
    Objects.requireNonNull(context, "before init").forward(record);
  }

  private void keep(String key, @Nullable Total total) {
    Objects.requireNonNull(totals, "before init").put(key, total);
    if (total == null) {
      known.remove(key);
    } else {
      known.put(key, total);
    }
  }

  private void show(Total where, Tally counts) {
    Objects.requireNonNull(share, "before init")
        .add(where.channel(), where.theme(), where.unit(), counts);
  }

  @Override
  public void close() {
    if (share != null) {
      share.close();
      share = null;
    }
  }
}
