package org.opinionloop.reporting.stream;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.reporting.measures.Measure;

/** Adds each event to its measure; one that says nothing new changes nothing. */
final class MeasureProcessor implements Processor<String, MeasureRecorded, Void, Void> {

  private @Nullable KeyValueStore<String, Measure> measures;

  @Override
  public void init(ProcessorContext<Void, Void> started) {
    measures = started.getStateStore(Stores.MEASURES);
  }

  @Override
  public void process(Record<String, MeasureRecorded> record) {
    KeyValueStore<String, Measure> store = Objects.requireNonNull(measures, "before init");
    Measure before = Objects.requireNonNullElse(store.get(record.key()), Measure.UNKNOWN);
    Measure after = before.with(record.value());
    if (!after.equals(before)) {
      store.put(record.key(), after);
    }
  }
}
