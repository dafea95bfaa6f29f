package org.opinionloop.reporting.stream;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.ServiceRated;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.reporting.services.Levels;
import org.opinionloop.reporting.services.ServiceCell;

/**
 * Counts ratings of services. All of one service come in one partition, so nothing is
 * repartitioned; of several of the same id the first counts, however often they come.
 */
final class RatingProcessor implements Processor<String, ServiceRated, Void, Void> {

  private final WorkingTime time;
  private @Nullable KeyValueStore<String, String> known;
  private @Nullable KeyValueStore<String, RatedService> cells;

  RatingProcessor(WorkingTime time) {
    this.time = time;
  }

  @Override
  public void init(ProcessorContext<Void, Void> started) {
    known = started.getStateStore(Stores.RATINGS);
    cells = started.getStateStore(Stores.SERVICES);
  }

  @Override
  public void process(Record<String, ServiceRated> record) {
    ServiceRated event = record.value();
    ServiceCell cell = ServiceCell.of(event, time);
    KeyValueStore<String, String> ids = Objects.requireNonNull(known, "before init");
    if (ids.putIfAbsent(event.ratingId(), cell.date().toString()) != null) {
      return;
    }
    KeyValueStore<String, RatedService> sums = Objects.requireNonNull(cells, "before init");
    RatedService before = sums.get(cell.key());
    Levels one = Levels.of(event.level());
    sums.put(cell.key(), new RatedService(cell, before == null ? one : before.levels().plus(one)));
  }
}
