package org.opinionloop.reporting.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a store that were used last, as they are in it, so that they need not be read and
 * decoded again. Only for a store that nobody else writes; and to be made anew with each start of
 * its task, as what was rolled back is begun anew.
 */
final class Recent<V> {

  private final Map<String, V> entries;

  Recent(int most) {
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
          }
        };
  }

  @Nullable V get(String key) {
    return entries.get(key);
  }

  void put(String key, V value) {
    entries.put(key, value);
  }

  void remove(String key) {
    entries.remove(key);
  }
}
