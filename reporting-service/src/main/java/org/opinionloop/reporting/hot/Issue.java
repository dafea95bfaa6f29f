package org.opinionloop.reporting.hot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.IssueState;
import org.opinionloop.contracts.OpinionId;

/**
 * An issue in figures, each of which can be added and taken away.
 *
 * @param earliest its earliest opinion, after which it is called
 * @param seenAt when one was last added, system time
 * @param keywords by how many people each was used
 */
public record Issue(
    OpinionId earliest,
    Instant first,
    Instant last,
    Instant seenAt,
    int opinions,
    int senders,
    Map<String, Integer> districts,
    Map<String, Integer> places,
    Map<String, Integer> themes,
    Map<String, Integer> units,
    Map<String, Integer> keywords) {

  /** A word is shown only if at least so many people used it. */
  public static final int SENDERS_OF_A_KEYWORD = 3;

  /** How every name begins, and no number of an opinion. */
  static final String PREFIX = "I-";

  private static final int SHOWN_KEYWORDS = 8;
  private static final int MOST_PLACES = 500;
  private static final int MOST_KEYWORDS = 500;
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int DIGITS = 12;

  private static final Comparator<Map.Entry<String, Integer>> MOST_FIRST =
      Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
          .thenComparing(Map.Entry.comparingByKey());

  /** Nothing but this opinion, which is still to be added. */
  static Issue startedBy(OpinionId id, Member member) {
    Instant at = member.opinion().receivedAt();
    return new Issue(
        id,
        at,
        at,
        member.opinion().seenAt(),
        0,
        0,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }

  /** What it is called: 60 bits of a hash, from which the opinion's number cannot be found. */
  String name() {
    return nameOf(earliest);
  }

  static String nameOf(OpinionId earliest) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("issue " + earliest.value()).getBytes(StandardCharsets.US_ASCII));
      StringBuilder name = new StringBuilder(PREFIX);
      for (int i = 0; i < DIGITS; i++) {
        name.append(i > 0 && i % 4 == 0 ? "-" : "").append(ALPHABET.charAt(hash[i] & 31));
      }
      return name.toString();
    } catch (NoSuchAlgorithmException noSha) {
      throw new IllegalStateException("this Java has no SHA-256", noSha);
    }
  }

  /** With an opinion more, whose person's part was the one and is now the other. */
  Issue plus(OpinionId id, Member member, Part before, Part after) {
    Sighting.Opinion opinion = member.opinion();
    Part.Sent sent = Part.Sent.of(id, member);
    boolean earlier =
        opinion.receivedAt().isBefore(first)
            || (opinion.receivedAt().equals(first) && id.compareTo(earliest) < 0);
    return new Issue(
        earlier ? id : earliest,
        earlier ? opinion.receivedAt() : first,
        later(last, opinion.receivedAt()),
        later(seenAt, opinion.seenAt()),
        opinions + 1,
        senders + (before.sent().isEmpty() ? 1 : 0),
        bounded(districts, sent.district()),
        bounded(places, sent.place()),
        counted(themes, member.standing().theme(), 1),
        counted(units, member.standing().unit(), 1),
        heaviest(with(keywords, news(before, after), 1)));
  }

  /** The figures of both; people who are in both are taken away by {@link #shared}. */
  Issue plus(Issue other) {
    boolean earlier =
        other.first.isBefore(first)
            || (other.first.equals(first) && other.earliest.compareTo(earliest) < 0);
    return new Issue(
        earlier ? other.earliest : earliest,
        earlier ? other.first : first,
        later(last, other.last),
        later(seenAt, other.seenAt),
        opinions + other.opinions,
        senders + other.senders,
        sum(districts, other.districts),
        sum(places, other.places),
        sum(themes, other.themes),
        sum(units, other.units),
        heaviest(sum(keywords, other.keywords)));
  }

  /** Without what was counted twice of somebody who had a part in both. */
  Issue shared(Part one, Part other) {
    Set<String> twice = new TreeSet<>(one.keywords());
    twice.retainAll(other.keywords());
    twice.retainAll(keywords.keySet());
    return new Issue(
        earliest,
        first,
        last,
        seenAt,
        opinions,
        senders - 1,
        districts,
        places,
        themes,
        units,
        with(keywords, twice, -1));
  }

  /** With an opinion's case standing otherwise. */
  Issue restated(Standing before, Standing after) {
    return new Issue(
        earliest,
        first,
        last,
        seenAt,
        opinions,
        senders,
        districts,
        places,
        counted(counted(themes, before.theme(), -1), after.theme(), 1),
        counted(counted(units, before.unit(), -1), after.unit(), 1),
        keywords);
  }

  /** The words that enough people used, most frequent first. */
  public List<String> shownKeywords() {
    return keywords.entrySet().stream()
        .filter(each -> each.getValue() >= SENDERS_OF_A_KEYWORD)
        .sorted(MOST_FIRST)
        .limit(SHOWN_KEYWORDS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The most frequent theme. */
  public @Nullable String theme() {
    return most(themes);
  }

  /** The most frequent unit. */
  public @Nullable String unit() {
    return most(units);
  }

  IssueState state(@Nullable String continuedAs) {
    return new IssueState(
        name(),
        opinions,
        senders,
        places.size(),
        districts,
        first,
        last,
        theme(),
        unit(),
        shownKeywords(),
        continuedAs);
  }

  private static @Nullable String most(Map<String, Integer> counts) {
    return counts.entrySet().stream().min(MOST_FIRST).map(Map.Entry::getKey).orElse(null);
  }

  /** What the person had not said before. */
  private static Set<String> news(Part before, Part after) {
    Set<String> words = new TreeSet<>(after.keywords());
    words.removeAll(before.keywords());
    return words;
  }

  /**
   * Beyond twice so many those are forgotten that fewest used: an issue that everybody writes about
   * must not cost more with each of them.
   */
  private static Map<String, Integer> heaviest(Map<String, Integer> counts) {
    if (counts.size() <= 2 * MOST_KEYWORDS) {
      return counts;
    }
    Map<String, Integer> heaviest = new TreeMap<>();
    counts.entrySet().stream()
        .sorted(MOST_FIRST)
        .limit(MOST_KEYWORDS)
        .forEach(each -> heaviest.put(each.getKey(), each.getValue()));
    return heaviest;
  }

  /** Beyond so many no new one is counted: what a channel sends must not grow without bound. */
  private static Map<String, Integer> bounded(Map<String, Integer> counts, @Nullable String key) {
    return key == null || (counts.size() >= MOST_PLACES && !counts.containsKey(key))
        ? counts
        : counted(counts, key, 1);
  }

  private static Map<String, Integer> counted(
      Map<String, Integer> counts, @Nullable String key, int by) {
    return key == null ? counts : with(counts, Set.of(key), by);
  }

  private static Map<String, Integer> with(Map<String, Integer> counts, Set<String> keys, int by) {
    Map<String, Integer> more = new TreeMap<>(counts);
    keys.forEach(key -> add(more, key, by));
    return more;
  }

  private static Map<String, Integer> sum(Map<String, Integer> some, Map<String, Integer> others) {
    Map<String, Integer> sum = new TreeMap<>(some);
    others.forEach((key, count) -> add(sum, key, count));
    return sum;
  }

  private static void add(Map<String, Integer> counts, String key, int by) {
    counts.merge(key, by, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
  }

  private static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }
}
