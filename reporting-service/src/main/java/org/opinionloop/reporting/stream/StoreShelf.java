package org.opinionloop.reporting.stream;

import java.util.function.BiPredicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.opinionloop.reporting.hot.Shelf;

/** A shelf that is a state store. */
record StoreShelf<V>(KeyValueStore<String, V> store) implements Shelf<V> {

  @Override
  public @Nullable V get(String key) {
    return store.get(key);
  }

  @Override
  public void put(String key, V value) {
    store.put(key, value);
  }

  @Override
  public void remove(String key) {
    store.put(key, null); // to delete it would be to read it first
  }

  @Override
  public void ascend(String from, String to, BiPredicate<String, V> visitor) {
    try (KeyValueIterator<String, V> entries = store.range(from, to)) {
      boolean goOn = true;
      while (goOn && entries.hasNext()) {
        KeyValue<String, V> entry = entries.next();
        goOn = visitor.test(entry.key, entry.value);
      }
    }
  }
}
