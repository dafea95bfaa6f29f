package org.opinionloop.reporting.stream;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a store that were used last, as they are in it, so that they need not be read and
 * decoded again. Only for a store that nobody else writes; and to be made anew with each start of
 * its task, as what was rolled back is begun anew.
 */
final class Recent<V> {

  private final IntSupplier most;
  private final Map<String, V> entries = new LinkedHashMap<>(16, 0.75f, true);

  Recent(int most) {
    this(() -> most);
  }

  /**
   * Holds none yet.
   *
   * @param most how many there is room for at the moment
   */
  Recent(IntSupplier most) {
    this.most = most;
  }

  @Nullable V get(String key) {
    return entries.get(key);
  }

  void put(String key, V value) {
    entries.put(key, value);
    Iterator<V> eldest = entries.values().iterator();
    for (int tooMany = entries.size() - most.getAsInt(); tooMany > 0; tooMany--) {
      eldest.next();
      eldest.remove();
    }
  }

  void remove(String key) {
    entries.remove(key);
  }

  void clear() {
    entries.clear();
  }
}
