package org.opinionloop.reporting.stream;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What two processors of a task have in common until it commits: nothing but memory, in which then
 * nothing is left to be done, and which is begun anew after a roll-back. A store only because that
 * is what processors can share.
 */
abstract class AtHand implements StateStore {

  private final String name;
  private boolean open;

  AtHand(String name) {
    this.name = name;
  }

  /**
   * Says that there is something for this key, to a table whose changes are passed on at the
   * commit: with a time that never runs backwards, as a table warns of, and nothing else of the
   * record.
   */
  static void announce(
      FixedKeyRecord<String, ?> record, FixedKeyProcessorContext<String, Boolean> context) {
    context.forward(
        record
            .withValue(Boolean.TRUE)
            .withTimestamp(context.currentSystemTimeMs())
            .withHeaders(new RecordHeaders()));
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public final void flush() {}

  @Override
  public void close() {
    open = false;
  }

  @Override
  public final boolean persistent() {
    return false;
  }

  @Override
  public final boolean isOpen() {
    return open;
  }

  /** Makes one for each task. */
  record Builder<S extends AtHand>(String name, Supplier<S> task) implements StoreBuilder<S> {

    @Override
    public S build() {
      return task.get();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public StoreBuilder<S> withCachingEnabled() {
      throw new UnsupportedOperationException("memory needs no cache");
    }

    @Override
    public StoreBuilder<S> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<S> withLoggingEnabled(Map<String, String> configuration) {
      throw new UnsupportedOperationException("there is nothing to log");
    }

    @Override
    public StoreBuilder<S> withLoggingDisabled() {
      return this;
    }
  }
}
