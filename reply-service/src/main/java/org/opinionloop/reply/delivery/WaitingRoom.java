package org.opinionloop.reply.delivery;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.JsonSerde;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.batch.OwnHeaders;
import org.opinionloop.kit.streams.BoundedSerde;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.kit.streams.KeySerde;

/**
 * {@code letters.deferred} to {@code letters.due}, same key: keeps each letter until the time in
 * its header {@link Journey#DUE}, and lets it go. Coming and going are transactions, so none is
 * lost or let go twice, and the store outlives every process. A letter that says no time goes at
 * once. Of what is said beside a letter only {@link OwnHeaders} stay.
 */
final class WaitingRoom implements Processor<String, LetterIssued, String, LetterIssued> {

  static final String STORE = "letters-waiting";

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final int mostAtOnce;
  private @Nullable ProcessorContext<String, LetterIssued> context;
  private @Nullable KeyValueStore<String, Guest> guests;

  private WaitingRoom(int mostAtOnce) {
    this.mostAtOnce = mostAtOnce;
  }

  /** A letter that waits, and what is said beside it. */
  private record Guest(LetterIssued letter, Map<String, byte[]> headers) {}

  /**
   * The topology: from the records of the one topic to those of the other.
   *
   * @param mostAtOnce more letters go with the next look, so that no transaction grows without
   *     bounds
   */
  static KStream<String, byte[]> lettersDue(
      KStream<String, byte[]> deferred, Inbound inbound, int mostAtOnce) {
    JsonCodec<LetterIssued> codec = JsonCodec.of(LetterIssued.class);
    return inbound
        .events(deferred, Topics.LETTERS_DEFERRED, codec)
        .process(supplier(mostAtOnce), Named.as("wait"))
        .mapValues(codec::encode, Named.as("encode-letters"));
  }

  private static ProcessorSupplier<String, LetterIssued, String, LetterIssued> supplier(
      int mostAtOnce) {
    StoreBuilder<KeyValueStore<String, Guest>> store =
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE),
            new KeySerde(),
            new BoundedSerde<>(JsonSerde.of(Guest.class)));
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, LetterIssued, String, LetterIssued> get() {
        return new WaitingRoom(mostAtOnce);
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
    KeyValueStore<String, Guest> store = context.getStateStore(STORE);
    this.guests = store;
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> letGo(context, store, now));
  }

  @Override
  public void process(Record<String, LetterIssued> record) {
    if (context == null || guests == null) {
      throw new IllegalStateException("not initialised");
    }
    Headers own = OwnHeaders.of(record.headers(), Journey.NAMES);
    Instant due = due(own);
    if (due == null) {
      context.forward(record.withHeaders(own));
      return;
    }
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    Map<String, byte[]> headers = new HashMap<>();
    own.forEach(header -> headers.put(header.key(), header.value()));
    guests.put(
        place(due.toEpochMilli(), origin.partition(), origin.offset()),
        new Guest(record.value(), headers));
  }

  /** All whose time has come, the longest overdue first. */
  private void letGo(
      ProcessorContext<String, LetterIssued> context,
      KeyValueStore<String, Guest> guests,
      long now) {
    try (KeyValueIterator<String, Guest> due = guests.range(place(0, 0, 0), place(now, 0, 0))) {
      for (int gone = 0; gone < mostAtOnce && due.hasNext(); gone++) {
        KeyValue<String, Guest> next = due.next();
        Headers headers = new RecordHeaders();
        next.value.headers().forEach(headers::add);
        LetterIssued letter = next.value.letter();
        context.forward(new Record<>(letter.opinionId().value(), letter, now, headers));
        guests.delete(next.key);
      }
    }
  }

  /** Sorts by time; where the letter came from tells apart what is due in one millisecond. */
  private static String place(long due, int partition, long offset) {
    return String.format(Locale.ROOT, "%016x%08x%016x", due, partition, offset);
  }

  private static @Nullable Instant due(Headers headers) {
    Header header = headers.lastHeader(Journey.DUE);
    if (header == null || header.value() == null) {
      return null;
    }
    try {
      Instant due = Instant.parse(new String(header.value(), StandardCharsets.UTF_8));
      return due.isBefore(Instant.EPOCH) ? null : due;
    } catch (DateTimeException foreign) {
      return null;
    }
  }
}
