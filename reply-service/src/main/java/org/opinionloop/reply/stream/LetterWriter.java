package org.opinionloop.reply.stream;

import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonSerde;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.kit.event.CloudEventHeaders;
import org.opinionloop.kit.streams.BoundedSerde;
import org.opinionloop.kit.streams.KeySerde;
import org.opinionloop.kit.trace.Trace;
import org.opinionloop.reply.correspondence.CaseFile;
import org.opinionloop.reply.correspondence.Correspondence;

/**
 * Keeps the file of each opinion and passes on the letters that its events give rise to. File and
 * letters are one transaction: an event that is read again after a crash finds the file as it was
 * before, or as it is with its letters written. An event for which a file has no room left is
 * dead-lettered.
 */
final class LetterWriter implements Processor<String, Event, String, LetterIssued> {

  static final String STORE = "letters-by-opinion";

  private final Correspondence correspondence;
  private final LetterMeters meters;
  private @Nullable ProcessorContext<String, LetterIssued> context;
  private @Nullable KeyValueStore<String, CaseFile> files;

  private LetterWriter(Correspondence correspondence, LetterMeters meters) {
    this.correspondence = correspondence;
    this.meters = meters;
  }

  static ProcessorSupplier<String, Event, String, LetterIssued> supplier(
      Correspondence correspondence, LetterMeters meters) {
    StoreBuilder<KeyValueStore<String, CaseFile>> store =
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE),
            new KeySerde(),
            new BoundedSerde<>(JsonSerde.of(CaseFile.class)));
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, Event, String, LetterIssued> get() {
        return new LetterWriter(correspondence, meters);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(store);
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, LetterIssued> context) {
    this.context = context;
    this.files = context.getStateStore(STORE);
  }

  @Override
  public void process(Record<String, Event> record) {
    if (context == null || files == null) {
      throw new IllegalStateException("not initialised");
    }
    CaseFile stored = files.get(record.key());
    CaseFile before = stored == null ? CaseFile.EMPTY : stored;
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    Correspondence.Step step = correspondence.on(before, record.value(), now);
    if (!step.file().equals(before)) {
      files.put(record.key(), step.file());
    }
    boolean opens = before.opening() == null && !step.file().imported();
    for (LetterIssued letter : step.letters()) {
      Headers headers = CloudEventHeaders.kafka(letter, "/" + LetterTopology.SERVICE);
      Trace.carry(record.headers(), headers);
      context.forward(new Record<>(record.key(), letter, record.timestamp(), headers));
      meters.issued(letter, opens);
    }
  }
}
