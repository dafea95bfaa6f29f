package org.opinionloop.reporting.hot;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Sketch;

/**
 * Where opinions are found by their heaviest features: an inverted index in memory, some 300 bytes
 * an opinion, which is made anew from the members at each start. Whoever came first goes first:
 * when it was seen too long ago, or there are too many.
 *
 * <p>One look-up is {@link Likeness#INDEXED} lists, of each at most twice {@link Likeness#nearest}.
 * Buckets are told apart by a hash: two that have the same by chance share their lists. Not
 * thread-safe.
 */
final class Postings {

  private static final int NONE = -1;

  private final Likeness likeness;
  private final PostingLists lists = new PostingLists();

  // By opinion; next is the one that came after it, or of those that are free, another.
  private @Nullable String[] ids = {};
  private long[] seenAt = {};
  private byte[] sizes = {};
  private int[] next = {};
  private int oldest = NONE;
  private int youngest = NONE;
  private int free = NONE;
  private int count;

  // While one is looked up: by how many features each was found, and which were.
  private byte[] times = {};
  private final int[] found;
  private int finds;
  private final IntConsumer finder = this::find;

  /**
   * What is kept of an opinion. Times are in milliseconds of the epoch.
   *
   * @param bucket its hash
   * @param features its heaviest
   * @param size how many it has in all
   */
  record Posting(String id, int bucket, long receivedAt, long seenAt, int[] features, int size) {

    static Posting of(String id, Member member) {
      Sketch sketch = member.opinion().fingerprint().sketch();
      return new Posting(
          id,
          member.bucket().hashCode(),
          member.opinion().receivedAt().toEpochMilli(),
          member.opinion().seenAt().toEpochMilli(),
          sketch.heaviest(Likeness.INDEXED),
          sketch.size());
    }
  }

  Postings(Likeness likeness) {
    this.likeness = likeness;
    this.found = new int[2 * likeness.nearest() * Likeness.INDEXED];
  }

  /** How many opinions can be found. */
  int count() {
    return count;
  }

  /** From now on this opinion is found. */
  void put(Posting posting) {
    if (free == NONE) {
      makeRoom();
    }
    int opinion = free;
    free = next[opinion];
    ids[opinion] = posting.id();
    seenAt[opinion] = posting.seenAt();
    sizes[opinion] = (byte) posting.size();
    lists.add(opinion, posting.bucket(), posting.receivedAt(), posting.features());
    next[opinion] = NONE;
    if (oldest == NONE) {
      oldest = opinion;
    } else {
      next[youngest] = opinion;
    }
    youngest = opinion;
    count++;
  }

  /** Forgets those that came first and were seen before this, in milliseconds of the epoch. */
  void forgetSeenBefore(long time) {
    while (count > 0 && seenAt[oldest] < time) {
      removeOldest();
    }
  }

  /** Forgets the one that came first; there is one. */
  String removeOldest() {
    int opinion = oldest;
    String id = Objects.requireNonNull(ids[opinion]);
    lists.remove(opinion);
    ids[opinion] = null;
    oldest = next[opinion];
    next[opinion] = free;
    free = opinion;
    count--;
    return id;
  }

  /**
   * Those near this one in time that share enough of its features to be like it, with how many.
   * Whether they are is to be seen, but most are told apart here, without having been read.
   */
  Map<String, Integer> sharing(Posting posting) {
    for (int feature : posting.features()) {
      lists.around(
          posting.bucket(),
          feature,
          posting.receivedAt(),
          likeness.window().toMillis(),
          likeness.nearest(),
          finder);
    }
    Map<String, Integer> enough = new HashMap<>();
    for (int i = 0; i < finds; i++) {
      int opinion = found[i];
      if (Likeness.enough(times[opinion], posting.size(), sizes[opinion])) {
        enough.put(Objects.requireNonNull(ids[opinion]), (int) times[opinion]);
      }
      times[opinion] = 0;
    }
    finds = 0;
    return enough;
  }

  private void find(int opinion) {
    if (times[opinion]++ == 0) {
      found[finds++] = opinion;
    }
  }

  private void makeRoom() {
    int size = ids.length;
    int more = Math.max(64, size + size / 2);
    ids = Arrays.copyOf(ids, more);
    seenAt = Arrays.copyOf(seenAt, more);
    sizes = Arrays.copyOf(sizes, more);
    next = Arrays.copyOf(next, more);
    times = Arrays.copyOf(times, more);
    for (int opinion = more - 1; opinion >= size; opinion--) {
      next[opinion] = free;
      free = opinion;
    }
  }
}
