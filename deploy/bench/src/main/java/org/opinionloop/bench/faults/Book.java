package org.opinionloop.bench.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the client handed in and what it was told, by the external id. It repeats an opinion until
 * it is told a number, as channels do. Thread-safe.
 */
final class Book {

  private final Map<String, Entry> entries = new TreeMap<>();
  private final List<String> contradictions = new ArrayList<>();
  private long posts;
  private long repeats;

  /**
   * One opinion.
   *
   * @param opinionId the number it was given; absent until an answer gave one
   * @param doors the instances of intake to which it was posted, by their ports; none knows what
   *     another has taken
   * @param unanswered how many posts of it ended without an answer, or with one of the server's own
   *     faults: each of them may have been taken all the same
   */
  record Entry(
      String externalId,
      @Nullable String opinionId,
      String address,
      Set<Integer> doors,
      int unanswered) {

    /** How many of its posts may have been taken at most, if every instance keeps its word. */
    int mayBeReceived() {
      return Math.min(doors.size(), 1 + unanswered);
    }
  }

  /**
   * It is about to be posted.
   *
   * @param address to which its first letter goes; empty if it names none
   * @param door the port of the instance that is asked
   */
  synchronized void posting(String externalId, String address, int door) {
    Entry entry = entries.get(externalId);
    posts++;
    if (entry == null) {
      entries.put(externalId, new Entry(externalId, null, address, Set.of(door), 0));
    } else {
      repeats++;
      Set<Integer> doors = new TreeSet<>(entry.doors);
      doors.add(door);
      entries.put(
          externalId,
          new Entry(externalId, entry.opinionId, entry.address, doors, entry.unanswered));
    }
  }

  /** A post was answered in a way that no rule of the door allows. */
  synchronized void contradicted(String externalId, String how) {
    contradictions.add(externalId + " " + how);
  }

  /** A post ended with 202 or 200 and this number. */
  synchronized void accepted(String externalId, String opinionId) {
    Entry entry = known(externalId);
    if (entry.opinionId != null && !entry.opinionId.equals(opinionId)) {
      contradicted(externalId, "has two numbers");
    }
    entries.put(
        externalId, new Entry(externalId, opinionId, entry.address, entry.doors, entry.unanswered));
  }

  /**
   * A post ended with another status.
   *
   * @param toldWhen whether the answer said when to come again
   */
  synchronized void refused(String externalId, int status, boolean toldWhen) {
    if (status != 429 && status != 503) {
      contradicted(externalId, "was answered " + status);
    } else if (!toldWhen) {
      contradicted(externalId, "was not told when to come again");
    }
    if (status >= 500) {
      unanswered(externalId);
    }
  }

  /** A post ended with a fault of the server's, or with nothing. */
  synchronized void unanswered(String externalId) {
    Entry entry = known(externalId);
    entries.put(
        externalId,
        new Entry(externalId, entry.opinionId, entry.address, entry.doors, entry.unanswered + 1));
  }

  /** All of them. */
  synchronized List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** Opinions that were given more than one number, or an answer that nobody should be given. */
  synchronized List<String> contradictions() {
    return List.copyOf(contradictions);
  }

  synchronized long posts() {
    return posts;
  }

  synchronized long repeats() {
    return repeats;
  }

  private Entry known(String externalId) {
    Entry entry = entries.get(externalId);
    if (entry == null) {
      throw new IllegalArgumentException(externalId + " was never posted");
    }
    return entry;
  }
}
