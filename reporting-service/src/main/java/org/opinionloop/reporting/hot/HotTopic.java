package org.opinionloop.reporting.hot;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An issue in a period, as far as it was written about in it. Heat is the number of people, each
 * counted by when they wrote last: 1 at the end of the period, 1/2 at its beginning.
 *
 * @param senders how many people, at least {@value #LEAST}
 * @param merged how many of the opinions are repeats of one person
 * @param places how many different places; see {@link Part.Sent#place()}
 * @param districts opinions by district, where one is known
 * @param first when the earliest opinion of the period was received, and so the last
 * @param theme the most frequent one of the whole issue, and so unit and keywords
 */
public record HotTopic(
    String issue,
    double heat,
    int senders,
    int opinions,
    int merged,
    int places,
    Map<String, Integer> districts,
    Instant first,
    Instant last,
    @Nullable String theme,
    @Nullable String unit,
    List<String> keywords) {

  /** What one person writes about, however often, is nobody else's issue. */
  public static final int LEAST = 2;

  /** The hottest first. */
  public static final Comparator<HotTopic> ORDER =
      Comparator.comparingDouble(HotTopic::heat)
          .thenComparingInt(HotTopic::senders)
          .thenComparingInt(HotTopic::opinions)
          .reversed()
          .thenComparing(HotTopic::issue);

  /**
   * The issue in this period; empty if fewer than {@value #LEAST} people wrote about it then.
   *
   * @param parts everybody's
   * @param from the first instant of the period
   * @param to the first instant after it
   */
  public static Optional<HotTopic> of(
      String name, Issue issue, Collection<Part> parts, Instant from, Instant to) {
    double heat = 0;
    int senders = 0;
    int opinions = 0;
    int merged = 0;
    Map<String, Integer> districts = new TreeMap<>();
    Set<String> places = new HashSet<>();
    Instant first = to;
    Instant last = from;
    for (Part part : parts) {
      Instant latest = null;
      for (Part.Sent sent : part.sent()) {
        if (sent.at().isBefore(from) || !sent.at().isBefore(to)) {
          continue;
        }
        opinions++;
        merged += sent.mergedInto() == null ? 0 : 1;
        if (sent.district() != null) {
          districts.merge(sent.district(), 1, Integer::sum);
        }
        if (sent.place() != null) {
          places.add(sent.place());
        }
        latest = sent.at();
        first = sent.at().isBefore(first) ? sent.at() : first;
        last = sent.at().isAfter(last) ? sent.at() : last;
      }
      if (latest != null) {
        senders++;
        heat += weight(latest, from, to);
      }
    }
    return senders < LEAST
        ? Optional.empty()
        : Optional.of(
            new HotTopic(
                name,
                Math.round(heat * 100) / 100.0,
                senders,
                opinions,
                merged,
                places.size(),
                districts,
                first,
                last,
                issue.theme(),
                issue.unit(),
                issue.shownKeywords()));
  }

  private static double weight(Instant at, Instant from, Instant to) {
    double age = (double) Duration.between(at, to).toMillis();
    return Math.pow(2, -age / Duration.between(from, to).toMillis());
  }
}
