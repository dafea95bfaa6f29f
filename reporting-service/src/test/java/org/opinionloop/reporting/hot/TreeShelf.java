package org.opinionloop.reporting.hot;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A shelf in memory. */
class TreeShelf<V> implements Shelf<V> {

  final NavigableMap<String, V> entries = new TreeMap<>();

  @Override
  public @Nullable V get(String key) {
    return entries.get(key);
  }

  @Override
  public void put(String key, V value) {
    entries.put(key, value);
  }

  @Override
  public void remove(String key) {
    entries.remove(key);
  }

  @Override
  public void ascend(String from, String to, BiPredicate<String, V> visitor) {
    for (Map.Entry<String, V> each : entries.subMap(from, true, to, true).entrySet()) {
      if (!visitor.test(each.getKey(), each.getValue())) {
        return;
      }
    }
  }
}
