package org.opinionloop.reporting.hot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.opinionloop.contracts.Instants;

/**
 * Where opinions are found by their heaviest features: an entry for each, under bucket, feature,
 * time received and opinion, to how many features that opinion has. One look-up is {@link
 * Likeness#INDEXED} walks, each of at most three times {@link Likeness#nearest} entries and one.
 */
final class Postings {

  private static final char SEPARATOR = '|';
  private static final char END = '~';

  private final Likeness likeness;
  private final Shelf<String> shelf;

  /** By how many features an opinion was found, and how many it has. */
  private record Found(int times, int size) {

    /** Earlier versions did not write the size; 0 rules out as little as can be. */
    static Found once(String size) {
      return new Found(1, size.isEmpty() ? 0 : Integer.parseInt(size));
    }

    Found again(Found same) {
      return new Found(times + same.times, size);
    }
  }

  Postings(Likeness likeness, Shelf<String> shelf) {
    this.likeness = likeness;
    this.shelf = shelf;
  }

  /** From now on this opinion is found. */
  void put(String id, Member member) {
    String size = Integer.toString(member.opinion().fingerprint().size());
    for (String key : keys(id, member)) {
      shelf.put(key, size);
    }
  }

  /** From now on it is not. */
  void remove(String id, Member member) {
    for (String key : keys(id, member)) {
      shelf.remove(key);
    }
  }

  /**
   * Those near this one in time that share enough of its features to be like it, with how many.
   * Whether they are is to be seen, but most are told apart here, without having been read.
   */
  Map<String, Integer> sharing(Member member) {
    Map<String, Found> found = new HashMap<>();
    for (int feature : heaviest(member)) {
      around(
          member,
          feature,
          (key, size) -> found.merge(opinion(key), Found.once(size), Found::again));
    }
    int size = member.opinion().fingerprint().size();
    Map<String, Integer> enough = new HashMap<>();
    found.forEach(
        (id, each) -> {
          if (Likeness.enough(each.times(), size, each.size())) {
            enough.put(id, each.times());
          }
        });
    return enough;
  }

  /**
   * Those with this feature that were received nearest before and after. As they come, hardly any
   * were received after the one that is asked for: one walk back from the latest finds all.
   */
  private void around(Member member, int feature, BiConsumer<String, String> visitor) {
    String prefix = prefix(member.bucket(), feature);
    Instant at = member.opinion().receivedAt();
    String here = prefix + Instants.format(at);
    String from = prefix + Instants.format(at.minus(likeness.window()));
    String to = prefix + Instants.format(at.plus(likeness.window())) + END;
    Map<String, String> after = new LinkedHashMap<>();
    BiPredicate<String, String> before = firstOf(visitor);
    shelf.descend(
        from,
        to,
        (key, size) -> {
          if (key.compareTo(here) < 0) {
            return before.test(key, size);
          }
          after.put(key, size);
          return after.size() <= likeness.nearest();
        });
    if (after.size() <= likeness.nearest()) {
      after.forEach(visitor);
    } else {
      shelf.descend(from, here, firstOf(visitor));
      shelf.ascend(here, to, firstOf(visitor));
    }
  }

  private BiPredicate<String, String> firstOf(BiConsumer<String, String> visitor) {
    int[] left = {likeness.nearest()};
    return (key, size) -> {
      visitor.accept(key, size);
      return --left[0] > 0;
    };
  }

  /** The opinion at the end of a key. */
  private static String opinion(String key) {
    return key.substring(key.lastIndexOf(SEPARATOR) + 1);
  }

  private static List<String> keys(String id, Member member) {
    String end = Instants.format(member.opinion().receivedAt()) + SEPARATOR + id;
    List<String> keys = new ArrayList<>(Likeness.INDEXED);
    for (int feature : heaviest(member)) {
      keys.add(prefix(member.bucket(), feature) + end);
    }
    return keys;
  }

  private static int[] heaviest(Member member) {
    return member.opinion().fingerprint().sketch().heaviest(Likeness.INDEXED);
  }

  private static String prefix(String bucket, int feature) {
    return bucket + SEPARATOR + HexFormat.of().toHexDigits(feature, 6) + SEPARATOR;
  }
}
