package org.opinionloop.reporting.hot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.opinionloop.contracts.Instants;

/**
 * Where opinions are found by their heaviest features: an entry for each, under bucket, feature,
 * time received and opinion. One look-up is {@link Likeness#INDEXED} walks, each of at most three
 * times {@link Likeness#nearest} entries and one.
 */
final class Postings {

  private static final char SEPARATOR = '|';
  private static final char END = '~';

  private final Likeness likeness;
  private final Shelf<String> shelf;

  Postings(Likeness likeness, Shelf<String> shelf) {
    this.likeness = likeness;
    this.shelf = shelf;
  }

  /** From now on this opinion is found. */
  void put(String id, Member member) {
    for (String key : keys(id, member)) {
      shelf.put(key, "");
    }
  }

  /** From now on it is not. */
  void remove(String id, Member member) {
    for (String key : keys(id, member)) {
      shelf.remove(key);
    }
  }

  /** Those with features of this one that are near it in time, and how many of them they have. */
  Map<String, Integer> sharing(Member member) {
    Map<String, Integer> shared = new HashMap<>();
    for (int feature : heaviest(member)) {
      around(member, feature, id -> shared.merge(id, 1, Integer::sum));
    }
    return shared;
  }

  /**
   * Those with this feature that were received nearest before and after. As they come, hardly any
   * were received after the one that is asked for: one walk back from the latest finds all.
   */
  private void around(Member member, int feature, Consumer<String> visitor) {
    String prefix = prefix(member.bucket(), feature);
    Instant at = member.opinion().receivedAt();
    String here = prefix + Instants.format(at);
    String from = prefix + Instants.format(at.minus(likeness.window()));
    String to = prefix + Instants.format(at.plus(likeness.window())) + END;
    List<String> after = new ArrayList<>();
    BiPredicate<String, String> before = firstOf(visitor);
    shelf.descend(
        from,
        to,
        (key, nothing) -> {
          if (key.compareTo(here) < 0) {
            return before.test(key, nothing);
          }
          after.add(key);
          return after.size() <= likeness.nearest();
        });
    if (after.size() <= likeness.nearest()) {
      after.forEach(key -> visitor.accept(opinion(key)));
    } else {
      shelf.descend(from, here, firstOf(visitor));
      shelf.ascend(here, to, firstOf(visitor));
    }
  }

  private BiPredicate<String, String> firstOf(Consumer<String> visitor) {
    int[] left = {likeness.nearest()};
    return (key, nothing) -> {
      visitor.accept(opinion(key));
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
