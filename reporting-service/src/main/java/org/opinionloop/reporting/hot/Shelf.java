package org.opinionloop.reporting.hot;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values by key, in the order of the keys.
 *
 * @param <V> the values
 */
public interface Shelf<V> {

  /** The value of this key, if there is one. */
  @Nullable V get(String key);

  /** Puts it in the place of the one before. */
  void put(String key, V value);

  /** Takes it away, if it is there. */
  void remove(String key);

  /**
   * Walks the keys from one to another, both included.
   *
   * @param visitor takes key and value, and says whether to go on; it changes nothing here
   */
  void ascend(String from, String to, BiPredicate<String, V> visitor);
}
