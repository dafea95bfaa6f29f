package org.opinionloop.reporting.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import org.opinionloop.reporting.cases.Case;
import org.opinionloop.reporting.hot.Sighting;

/**
 * The cases of one task that have changed since they were last kept, and those of late as they were
 * kept. It is nothing but memory: at a commit nothing in it is left to be kept, and what is rolled
 * back is begun anew. A store only because that is what two processors of a task can share.
 *
 * @see CaseFolder
 */
final class CasesAtHand implements StateStore {

  /**
   * What happens to an opinion happens mostly within a second or two, in which a partition has a
   * hundred or two. One takes six kilobytes, and there are as many partitions as an office needs.
   */
  private static final int RECENT = 250;

  private final Map<String, Changed> changed = new HashMap<>();
  private Recent<Entry> recent = new Recent<>(RECENT);
  private boolean open;

  /**
   * A case that has changed.
   *
   * @param before as it is kept
   * @param facts what is known now
   * @param opinion by what the opinion is recognised, if that is new
   * @param timestamp of the last event that changed it
   * @param headers of the same
   */
  record Changed(
      Entry before,
      Case facts,
      Sighting.@Nullable Opinion opinion,
      long timestamp,
      Headers headers) {}

  /** Forgets everything: a task begins. */
  void clear() {
    changed.clear();
    recent = new Recent<>(RECENT);
  }

  /** How many have changed. */
  int changed() {
    return changed.size();
  }

  @Nullable Changed changed(String id) {
    return changed.get(id);
  }

  void change(String id, Changed change) {
    changed.put(id, change);
  }

  /** Takes out what is to be kept now; null if this case has been kept meanwhile. */
  @Nullable Changed take(String id) {
    return changed.remove(id);
  }

  /** As the store has it. */
  Entry kept(String id, KeyValueStore<String, Entry> cases) {
    Entry known = recent.get(id);
    if (known == null) {
      known = cases.get(id);
    }
    return known == null ? Entry.NEW : known;
  }

  void keep(String id, Entry entry) {
    recent.put(id, entry);
  }

  @Override
  public String name() {
    return Stores.AT_HAND;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Makes one for each task. */
  static final class Builder implements StoreBuilder<CasesAtHand> {

    @Override
    public CasesAtHand build() {
      return new CasesAtHand();
    }

    @Override
    public String name() {
      return Stores.AT_HAND;
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
    public StoreBuilder<CasesAtHand> withCachingEnabled() {
      throw new UnsupportedOperationException("memory needs no cache");
    }

    @Override
    public StoreBuilder<CasesAtHand> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<CasesAtHand> withLoggingEnabled(Map<String, String> configuration) {
      throw new UnsupportedOperationException("there is nothing to log");
    }

    @Override
    public StoreBuilder<CasesAtHand> withLoggingDisabled() {
      return this;
    }
  }
}
