package org.opinionloop.reporting.stream;

import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.opinionloop.reporting.hot.IssueBook;
import org.opinionloop.reporting.hot.Likeness;
import org.opinionloop.reporting.hot.Sighting;

/**
 * Enters what is told of opinions into the book of issues, and passes on what has changed: {@link
 * Finding.Grouped} by opinion, {@link Finding.Known} by issue. A sighting that says nothing new
 * changes nothing.
 */
final class IssueProcessor implements Processor<String, Sighting, String, Finding> {

  /** Whoever is like one that just came was mostly looked at for the last one like it. */
  private static final int MEMBERS = 4_096;

  private static final int ISSUES = 256;

  private final Likeness likeness;
  private final IssueMeters meters;
  private @Nullable ProcessorContext<String, Finding> context;
  private @Nullable IssueBook book;

  IssueProcessor(Likeness likeness, IssueMeters meters) {
    this.likeness = likeness;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, Finding> started) {
    context = started;
    book =
        new IssueBook(
            likeness,
            new RecentShelf<>(shelf(started, Stores.MEMBERS), MEMBERS),
            new RecentShelf<>(shelf(started, Stores.ISSUES), ISSUES),
            shelf(started, Stores.PARTS),
            shelf(started, Stores.CALENDAR));
  }

  @Override
  public void process(Record<String, Sighting> record) {
    ProcessorContext<String, Finding> running = Objects.requireNonNull(context, "before init");
    long start = System.nanoTime();
    IssueBook.Change change =
        Objects.requireNonNull(book, "before init")
            .enter(
                record.key(), record.value(), Instant.ofEpochMilli(running.currentSystemTimeMs()));
    meters.entered(change, System.nanoTime() - start);
    change
        .grouped()
        .forEach(
            event ->
                running.forward(
                    record
                        .withKey(event.opinionId().value())
                        .withValue(new Finding.Grouped(event))));
    change
        .issues()
        .forEach(
            state ->
                running.forward(record.withKey(state.issue()).withValue(new Finding.Known(state))));
    change
        .forgotten()
        .forEach(name -> running.forward(record.withKey(name).withValue(new Finding.Known(null))));
  }

  private static <V> StoreShelf<V> shelf(ProcessorContext<String, Finding> context, String name) {
    KeyValueStore<String, V> store = context.getStateStore(name);
    return new StoreShelf<>(store);
  }
}
