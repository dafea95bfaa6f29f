package org.opinionloop.reporting.hot;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Lists of opinions by bucket and feature, each in the order of the times the opinions were
 * received, doubly linked in arrays of numbers: no objects for the garbage collector to walk. The
 * latest of each list is found by a hash table with linear probing (D. Knuth, The Art of Computer
 * Programming, vol. 3, section 6.4, algorithms L and R). Opinions are small numbers that the caller
 * gives out. Not thread-safe.
 */
final class PostingLists {

  /**
   * An opinion so late that more than this in a list were received after it is not in that list,
   * nor looked for there, so that finding its place is never long.
   */
  static final int LATE = 1_024;

  private static final int NONE = -1;
  private static final int MOST = Likeness.INDEXED;

  // By opinion.
  private int[] bucket = {};
  private long[] receivedAt = {};

  // By posting: the opinion times MOST, and the rank of the feature in it.
  private int[] feature = {};
  private int[] older = {};
  private int[] newer = {};

  // The latest posting of each list, where its hash puts it or behind; at most half full.
  private int[] latest = filled(64);
  private int lists;

  /**
   * Puts an opinion into the lists of its features.
   *
   * @param at when it was received, in milliseconds
   * @param features at most {@link Likeness#INDEXED}, of 24 bits, each but once
   */
  void add(int opinion, int inBucket, long at, int[] features) {
    makeRoomFor(opinion);
    bucket[opinion] = inBucket;
    receivedAt[opinion] = at;
    for (int rank = 0; rank < features.length; rank++) {
      link(opinion * MOST + rank, features[rank]);
    }
  }

  /** Takes it out of all its lists. */
  void remove(int opinion) {
    for (int posting = opinion * MOST; posting < (opinion + 1) * MOST; posting++) {
      if (feature[posting] != NONE) {
        unlink(posting);
      }
    }
  }

  /**
   * Visits those of a list that were received nearest to a time: at most so many of that time or
   * before it, of one time the last to come first, and as many after it.
   *
   * @param window none before or after by more than so many milliseconds
   */
  void around(int inBucket, int ofFeature, long at, long window, int nearest, IntConsumer visitor) {
    int before = latest[place(inBucket, ofFeature)];
    int after = NONE;
    for (int passed = 0; before != NONE && at(before) > at; passed++) {
      if (passed == LATE) {
        return;
      }
      after = before;
      before = older[before];
    }
    for (int n = 0; n < nearest && after != NONE && at(after) <= at + window; n++) {
      visitor.accept(after / MOST);
      after = newer[after];
    }
    for (int n = 0; n < nearest && before != NONE && at(before) >= at - window; n++) {
      visitor.accept(before / MOST);
      before = older[before];
    }
  }

  /** How many lists there are. */
  int count() {
    return lists;
  }

  private void link(int posting, int ofFeature) {
    long at = at(posting);
    int place = place(bucket[posting / MOST], ofFeature);
    int before = latest[place];
    int after = NONE;
    for (int passed = 0; before != NONE && at(before) > at; passed++) {
      if (passed == LATE) {
        return;
      }
      after = before;
      before = older[before];
    }
    feature[posting] = ofFeature;
    older[posting] = before;
    newer[posting] = after;
    if (before != NONE) {
      newer[before] = posting;
    }
    if (after != NONE) {
      older[after] = posting;
    } else {
      latest[place] = posting;
      if (before == NONE && 2 * ++lists > latest.length) {
        growTable();
      }
    }
  }

  private void unlink(int posting) {
    int before = older[posting];
    int after = newer[posting];
    if (before != NONE) {
      newer[before] = after;
    }
    if (after != NONE) {
      older[after] = before;
    } else {
      int place = place(bucket[posting / MOST], feature[posting]);
      if (before != NONE) {
        latest[place] = before;
      } else {
        vacate(place);
      }
    }
    feature[posting] = NONE;
  }

  private long at(int posting) {
    return receivedAt[posting / MOST];
  }

  /** Where the latest of a list is, or is to be. */
  private int place(int ofBucket, int ofFeature) {
    int place = home(ofBucket, ofFeature);
    while (latest[place] != NONE
        && (feature[latest[place]] != ofFeature || bucket[latest[place] / MOST] != ofBucket)) {
      place = after(place);
    }
    return place;
  }

  private int home(int ofBucket, int ofFeature) {
    int hash = 31 * ofBucket + ofFeature;
    hash = (hash ^ hash >>> 16) * 0x85ebca6b; // as MurmurHash3 finishes
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return (hash ^ hash >>> 16) & latest.length - 1;
  }

  private int home(int posting) {
    return home(bucket[posting / MOST], feature[posting]);
  }

  private int after(int place) {
    return place + 1 & latest.length - 1;
  }

  /** Whoever was put behind because this place was taken moves up. */
  private void vacate(int place) {
    int mask = latest.length - 1;
    int empty = place;
    for (int i = after(place); latest[i] != NONE; i = after(i)) {
      if ((i - home(latest[i]) & mask) >= (i - empty & mask)) {
        latest[empty] = latest[i];
        empty = i;
      }
    }
    latest[empty] = NONE;
    lists--;
  }

  private void growTable() {
    int[] before = latest;
    latest = filled(2 * before.length);
    for (int posting : before) {
      if (posting != NONE) {
        int place = home(posting);
        while (latest[place] != NONE) {
          place = after(place);
        }
        latest[place] = posting;
      }
    }
  }

  private void makeRoomFor(int opinion) {
    int size = bucket.length;
    if (opinion >= size) {
      int more = Math.max(64, Math.max(opinion + 1, size + size / 2));
      bucket = Arrays.copyOf(bucket, more);
      receivedAt = Arrays.copyOf(receivedAt, more);
      feature = Arrays.copyOf(feature, more * MOST);
      Arrays.fill(feature, size * MOST, more * MOST, NONE);
      older = Arrays.copyOf(older, more * MOST);
      newer = Arrays.copyOf(newer, more * MOST);
    }
  }

  private static int[] filled(int size) {
    int[] all = new int[size];
    Arrays.fill(all, NONE);
    return all;
  }
}
