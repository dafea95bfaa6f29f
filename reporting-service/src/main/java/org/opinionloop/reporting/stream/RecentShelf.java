package org.opinionloop.reporting.stream;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.opinionloop.reporting.hot.Shelf;

/** A shelf whose latest entries stay at hand, see {@link Recent}. */
final class RecentShelf<V> implements Shelf<V> {

  private final Shelf<V> shelf;
  private final Recent<V> recent;

  RecentShelf(Shelf<V> shelf, int most) {
    this.shelf = shelf;
    this.recent = new Recent<>(most);
  }

  @Override
  public @Nullable V get(String key) {
    V known = recent.get(key);
    if (known != null) {
      return known;
    }
    V read = shelf.get(key);
    if (read != null) {
      recent.put(key, read);
    }
    return read;
  }

  @Override
  public void put(String key, V value) {
    shelf.put(key, value);
    recent.put(key, value);
  }

  @Override
  public void remove(String key) {
    shelf.remove(key);
    recent.remove(key);
  }

  @Override
  public void ascend(String from, String to, BiPredicate<String, V> visitor) {
    shelf.ascend(from, to, visitor);
  }
}
