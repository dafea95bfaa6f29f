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
 * @param keywords they used, the first {@value #MOST_KEYWORDS}
 */
public record Part(List<Sent> sent, Set<String> keywords) {

  /** So many of one person are kept, be it a desk that hands in its own number for everybody. */
  static final int MOST = 64;

  private static final int MOST_KEYWORDS = 256;

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

    private boolean openAt(Instant instant) {
      return answeredAt == null || answeredAt.isAfter(instant);
    }

    /** Repeats go before what is closed, and that before what is open. */
    private int stays() {
      return mergedInto != null ? 0 : refused || answeredAt != null ? 1 : 2;
    }
  }

  /** One that others may repeat. */
  private record Original(Sent sent, Sketch sketch) {}

  /** Copies the collections. */
  public Part {
    sent = List.copyOf(sent);
    keywords = Set.copyOf(keywords);
  }

  /** Whether this opinion is among those that are kept. */
  boolean has(OpinionId id) {
    return sent.stream().anyMatch(each -> each.id().equals(id));
  }

  /** With one more, or with what is known of it now; to be told, and then to be {@link #kept}. */
  Part with(Sent one, Set<String> words) {
    List<Sent> more = new ArrayList<>(sent);
    more.removeIf(each -> each.id().equals(one.id()));
    more.add(one);
    return new Part(more, union(keywords, words)).resolved();
  }

  /** All of both; to be told, and then to be {@link #kept}. */
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
    List<Original> originals = new ArrayList<>();
    for (Sent each : sent.stream().sorted(ORDER).toList()) {
      Sketch sketch = Sketch.decode(each.grams());
      OpinionId repeated =
          each.refused() || each.answeredAt() != null
              ? null
              : originals.stream()
                  .filter(earlier -> earlier.sent().openAt(each.at()))
                  .filter(earlier -> earlier.sketch().cosine(sketch) >= REPEATED)
                  .map(earlier -> earlier.sent().id())
                  .findFirst()
                  .orElse(null);
      resolved.add(each.into(repeated));
      if (repeated == null && !each.refused()) {
        originals.add(new Original(each, sketch));
      }
    }
    return new Part(resolved, keywords);
  }

  /**
   * What is kept of it: beyond {@value #MOST} the oldest repeats go, with the last word on them
   * said, then the oldest that are answered or refused, and then the oldest.
   */
  Part kept() {
    int surplus = sent.size() - MOST;
    if (surplus <= 0) {
      return this;
    }
    Set<OpinionId> gone =
        sent.stream()
            .sorted(Comparator.comparingInt(Sent::stays)) // stable: of equals the oldest first
            .limit(surplus)
            .map(Sent::id)
            .collect(Collectors.toSet());
    return new Part(sent.stream().filter(each -> !gone.contains(each.id())).toList(), keywords);
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> union = new TreeSet<>(some);
    new TreeSet<>(others)
        .stream().takeWhile(word -> union.size() < MOST_KEYWORDS).forEach(union::add);
    return union;
  }
}
