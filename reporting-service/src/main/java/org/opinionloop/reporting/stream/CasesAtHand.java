package org.opinionloop.reporting.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.opinionloop.reporting.cases.Case;
import org.opinionloop.reporting.hot.Sighting;

/**
 * The cases of one task that have changed since they were last kept, and those of late as they were
 * kept.
 *
 * @see CaseFolder
 */
final class CasesAtHand extends AtHand {

  /**
   * Of all tasks of the process together. What happens to an opinion happens mostly within a second
   * or two. A case takes six kilobytes, and whatever stays for some seconds is in the collector's
   * way.
   */
  private static final int RECENT = 1_000;

  private final Map<String, Changed> changed = new HashMap<>();
  private final Recent<Entry> recent;
  private final AtomicInteger tasks;

  /**
   * Holds nothing yet.
   *
   * @param tasks how many of them are open
   */
  CasesAtHand(AtomicInteger tasks) {
    super(Stores.AT_HAND);
    this.tasks = tasks;
    this.recent = new Recent<>(() -> RECENT / Math.max(1, tasks.get()));
  }

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

  /** Makes one for each task. */
  static Builder<CasesAtHand> builder() {
    AtomicInteger tasks = new AtomicInteger();
    return new Builder<>(Stores.AT_HAND, () -> new CasesAtHand(tasks));
  }

  /** Forgets everything: a task begins. */
  void clear() {
    changed.clear();
    recent.clear();
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
  public void init(StateStoreContext context, StateStore root) {
    if (!isOpen()) {
      tasks.incrementAndGet();
    }
    super.init(context, root);
  }

  @Override
  public void close() {
    if (isOpen()) {
      tasks.decrementAndGet();
    }
    super.close();
  }
}
