package org.opinionloop.reporting.hot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.Sketch;

/**
 * What one person said about one issue.
 *
 * @param sent in the order of time
 * @param keywords all they used
 */
public record Part(List<Sent> sent, Set<String> keywords) {

  /** So many of one person are kept, and all that are no repeats. */
  static final int MOST = 64;

  /**
   * How alike two opinions of one person must be, as a cosine, for the later to repeat the earlier:
   * much more than two of one issue. Who writes about another fault of the same street, and puts
   * the same address below it, must not lose the second answer.
   */
  static final double REPEATED = 0.75;

  static final Part EMPTY = new Part(List.of(), Set.of());

  private static final Comparator<Sent> ORDER =
      Comparator.comparing(Sent::at).thenComparing(Sent::id);

  /**
   * One of their opinions.
   *
   * @param at when it was received
   * @param place the hash of the place or else the district; null if neither is known
   * @param grams its sketch, encoded
   * @param mergedInto the earlier one that it repeats
   */
  public record Sent(
      OpinionId id,
      Instant at,
      String grams,
      @Nullable String district,
      @Nullable String place,
      boolean refused,
      @Nullable Instant answeredAt,
      @Nullable OpinionId mergedInto) {

    static Sent of(OpinionId id, Member member) {
      Sighting.Opinion opinion = member.opinion();
      return new Sent(
          id,
          opinion.receivedAt(),
          opinion.fingerprint().grams(),
          opinion.district(),
          opinion.fingerprint().place() == null
              ? opinion.district()
              : opinion.fingerprint().place(),
          member.standing().refused(),
          member.standing().answeredAt(),
          null);
    }

    private Sent into(@Nullable OpinionId earlier) {
      return new Sent(id, at, grams, district, place, refused, answeredAt, earlier);
    }

    private boolean saysTheSame(Sent other) {
      return Sketch.decode(grams).cosine(Sketch.decode(other.grams)) >= REPEATED;
    }

    private boolean openAt(Instant instant) {
      return answeredAt == null || answeredAt.isAfter(instant);
    }
  }

  /** Copies the collections. */
  public Part {
    sent = List.copyOf(sent);
    keywords = Set.copyOf(keywords);
  }

  /** With one more, or with what is known of it now. */
  Part with(Sent one, Set<String> words) {
    List<Sent> more = new ArrayList<>(sent);
    more.removeIf(each -> each.id().equals(one.id()));
    more.add(one);
    return new Part(more, union(keywords, words)).resolved();
  }

  Part plus(Part other) {
    List<Sent> both = new ArrayList<>(sent);
    both.addAll(other.sent);
    return new Part(both, union(keywords, other.keywords)).resolved();
  }

  /**
   * Finds the repeats: an opinion is handled with the earliest one that says the same and was
   * waiting for its answer when the later one came. What was answered or refused by itself is no
   * repeat, and nothing repeats what was refused. A function of the set, whatever the order it came
   * in.
   */
  private Part resolved() {
    List<Sent> resolved = new ArrayList<>();
    List<Sent> originals = new ArrayList<>();
    for (Sent each : sent.stream().sorted(ORDER).toList()) {
      OpinionId repeated =
          each.refused() || each.answeredAt() != null
              ? null
              : originals.stream()
                  .filter(earlier -> earlier.openAt(each.at()) && earlier.saysTheSame(each))
                  .map(Sent::id)
                  .findFirst()
                  .orElse(null);
      resolved.add(each.into(repeated));
      if (repeated == null && !each.refused()) {
        originals.add(each);
      }
    }
    return new Part(kept(resolved), keywords);
  }

  /** Beyond the most that are kept the oldest repeats go, with the last word on them said. */
  private static List<Sent> kept(List<Sent> all) {
    int surplus = all.size() - MOST;
    if (surplus <= 0) {
      return all;
    }
    Set<OpinionId> gone =
        all.stream()
            .filter(each -> each.mergedInto() != null)
            .limit(surplus)
            .map(Sent::id)
            .collect(Collectors.toSet());
    return all.stream().filter(each -> !gone.contains(each.id())).toList();
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> union = new TreeSet<>(some);
    union.addAll(others);
    return union;
  }
}
