package org.opinionloop.reporting.hot;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.IssueState;
import org.opinionloop.contracts.OpinionGrouped;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.Sketch;
import org.opinionloop.reporting.hot.Postings.Posting;

/**
 * Groups opinions as they come: each is compared with the remembered ones that share its heaviest
 * features, and issues are the connected components of those that are alike (see {@link Likeness}).
 * So neither the order in which opinions arrive nor a repetition makes a difference to what belongs
 * together, what an issue is called, or what repeats what, as long as they arrive within the window
 * and no more than {@link Likeness#nearest} came in between.
 *
 * <p>Bounded: an opinion is compared with others for one window after it was seen, or until {@link
 * Likeness#most} have come since, and then forgotten, unless it belongs to an issue and waits for
 * its answer; what people said about an issue {@link #KEPT} after the last of it, and one opinion
 * costs a bounded number of look-ups; joining two issues costs as much as the one that loses its
 * name.
 */
public final class IssueBook {

  /** For how long an issue to which nothing is added is kept: a year, to compare with. */
  static final Duration KEPT = Duration.ofDays(400);

  /** How many are forgotten for each that comes. */
  private static final int FORGOTTEN_AT_ONCE = 8;

  private static final char SEPARATOR = '|';
  private static final char END = '~';

  private final Likeness likeness;
  private final Shelf<Member> members;
  private final Postings postings;
  private final Shelf<Issue> issues;
  private final Shelf<Part> parts;
  private final Calendar calendar;

  /**
   * What has changed.
   *
   * @param grouped the opinions, in the order of their numbers
   * @param issues what is known of these issues now
   * @param forgotten issues of which nothing is known any more
   */
  public record Change(
      List<OpinionGrouped> grouped, List<IssueState> issues, List<String> forgotten) {}

  /**
   * The book on these shelves, as it was left.
   *
   * @param members by opinion
   * @param issues by name
   * @param parts by issue and person
   * @param calendar by the time to look again, and opinion or issue
   */
  public IssueBook(
      Likeness likeness,
      Shelf<Member> members,
      Shelf<Issue> issues,
      Shelf<Part> parts,
      Shelf<String> calendar) {
    this.likeness = likeness;
    this.members = members;
    this.postings = new Postings(likeness);
    this.issues = issues;
    this.parts = parts;
    this.calendar = new Calendar(calendar);
    recall();
  }

  /** Never holds more than are remembered: of those that only wait there may be many more. */
  private void recall() {
    PriorityQueue<Posting> latest = new PriorityQueue<>(Comparator.comparingLong(Posting::seenAt));
    members.ascend(
        "",
        String.valueOf(END),
        (id, member) -> {
          latest.add(Posting.of(id, member));
          if (latest.size() > likeness.most()) {
            latest.remove();
          }
          return true;
        });
    long last = 0;
    while (!latest.isEmpty()) {
      Posting next = latest.remove();
      last = next.seenAt();
      postings.put(next);
    }
    postings.forgetSeenBefore(beginOfWindow(last));
  }

  private long beginOfWindow(long now) {
    return now - likeness.window().toMillis();
  }

  /**
   * Enters what is told of an opinion. One that is known already, or was forgotten, is not compared
   * again.
   *
   * @param bucket opinions of different buckets are never compared
   * @param now system time, for the events; nothing was seen later, whatever clock said so, or one
   *     wrong clock would have all others forgotten
   */
  public Change enter(String bucket, Sighting sighting, Instant now) {
    Changes changes = new Changes();
    String id = sighting.opinionId().value();
    Member known = members.get(id);
    Sighting.Opinion opinion =
        sighting.opinion() == null ? null : sighting.opinion().seenNoLaterThan(now);
    if (known != null) {
      restate(sighting.opinionId(), known, sighting.standing(), changes);
    } else if (opinion != null) {
      forget(opinion.seenAt(), changes);
      Member member = new Member(bucket, opinion, sighting.standing(), null);
      Posting posting = Posting.of(id, member);
      Map<OpinionId, Member> alike = alike(member, posting);
      members.put(id, member);
      postings.put(posting);
      calendar.put(opinion.seenAt().plus(likeness.window()), id);
      if (!alike.isEmpty()) {
        alike.put(sighting.opinionId(), member);
        join(alike, changes);
      }
    }
    return changes.told(now);
  }

  private Map<OpinionId, Member> alike(Member member, Posting posting) {
    Map<String, Integer> sharing = postings.sharing(posting);
    if (sharing.isEmpty()) {
      return Map.of();
    }
    Sighting.Opinion opinion = member.opinion();
    Sketch sketch = opinion.fingerprint().sketch();
    Map<OpinionId, Member> alike = new TreeMap<>();
    sharing.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(Likeness.COMPARED)
        .forEach(
            each -> {
              Member other = members.get(each.getKey());
              if (other != null
                  && other.bucket().equals(member.bucket())
                  && !differ(opinion.district(), other.opinion().district())
                  && likeness.alike(sketch, other.opinion().fingerprint(), each.getValue())) {
                alike.put(new OpinionId(each.getKey()), other);
              }
            });
    return alike;
  }

  /** Makes one issue of all these opinions and of the issues they belong to. */
  private void join(Map<OpinionId, Member> together, Changes changes) {
    Map<String, Issue> known = new LinkedHashMap<>();
    for (Member each : together.values()) {
      Issue issue = each.issue() == null ? null : issues.get(each.issue());
      if (issue != null && each.issue() != null) {
        known.put(each.issue(), issue);
      }
    }
    Map<OpinionId, Member> single = new TreeMap<>(together);
    single.values().removeIf(each -> each.issue() != null && known.containsKey(each.issue()));

    Issue whole = null;
    for (Issue each : known.values()) {
      whole = whole == null ? each : whole.plus(each);
    }
    for (Map.Entry<OpinionId, Member> each : single.entrySet()) {
      Issue started = Issue.startedBy(each.getKey(), each.getValue());
      whole = whole == null ? started : whole.plus(started);
    }
    if (whole == null) {
      return;
    }
    String name = whole.name();
    for (Map.Entry<String, Issue> each : known.entrySet()) {
      if (!each.getKey().equals(name)) {
        whole = move(each.getKey(), name, whole, changes);
        issues.remove(each.getKey());
        changes.known(each.getKey(), each.getValue().state(name));
      }
    }
    for (Map.Entry<OpinionId, Member> each : single.entrySet()) {
      whole = add(each.getKey(), each.getValue(), name, whole, changes);
    }
    issues.put(name, whole);
    calendar.put(whole.seenAt().plus(KEPT), name);
    changes.known(name, whole.state(null));
  }

  private Issue add(OpinionId id, Member member, String name, Issue issue, Changes changes) {
    String key = key(name, id, member);
    Part before = part(key);
    Part after =
        before.with(
            Part.Sent.of(id, member), Set.copyOf(member.opinion().fingerprint().keywords()));
    members.put(id.value(), member.in(name));
    parts.put(key, after.kept());
    changes.compare(name, before, after);
    return issue.plus(id, member, before, after);
  }

  /** Moves what people said from one issue to another; returns the figures of the other. */
  private Issue move(String from, String to, Issue whole, Changes changes) {
    Issue moved = whole;
    for (Map.Entry<String, Part> each : partsOf(from).entrySet()) {
      String key = to + each.getKey().substring(from.length());
      Part there = part(key);
      Part both = there.plus(each.getValue());
      if (!there.sent().isEmpty()) {
        moved = moved.shared(there, each.getValue());
      }
      parts.remove(each.getKey());
      parts.put(key, both.kept());
      changes.compare(to, there, both);
      for (Part.Sent sent : each.getValue().sent()) {
        Member member = members.get(sent.id().value());
        if (member != null) {
          members.put(sent.id().value(), member.in(to));
        }
      }
    }
    return moved;
  }

  private void restate(OpinionId id, Member known, Standing standing, Changes changes) {
    if (known.standing().equals(standing)) {
      return;
    }
    Member member = known.standing(standing);
    members.put(id.value(), member);
    String name = member.issue();
    Issue issue = name == null ? null : issues.get(name);
    if (name == null || issue == null) {
      return;
    }
    String key = key(name, id, member);
    Part before = part(key);
    if (before.has(id)) { // or else the last word on it is said
      Part after = before.with(Part.Sent.of(id, member), Set.of());
      parts.put(key, after);
      changes.compare(name, before, after);
    }
    Issue restated = issue.restated(known.standing(), standing);
    if (!restated.equals(issue)) {
      issues.put(name, restated);
      changes.known(name, restated.state(null));
    }
  }

  /** Forgets some of what is due by then, and whoever is one too many. */
  private void forget(Instant now, Changes changes) {
    postings.forgetSeenBefore(beginOfWindow(now.toEpochMilli()));
    while (postings.count() >= likeness.most()) {
      String id = postings.removeOldest();
      Member member = members.get(id);
      if (member != null) {
        calendar.remove(member.opinion().seenAt().plus(likeness.window()), id);
        letGo(id, member, now);
      }
    }
    for (String what : calendar.takeDue(now, FORGOTTEN_AT_ONCE)) {
      Member member = members.get(what);
      Issue issue = issues.get(what);
      if (member != null) {
        letGo(what, member, now);
      } else if (issue == null && what.startsWith(Issue.PREFIX)) {
        changes.forget(what); // its name, that is: it goes on under another
      } else if (issue != null && !issue.seenAt().plus(KEPT).isAfter(now)) {
        partsOf(what).keySet().forEach(parts::remove);
        issues.remove(what);
        changes.forget(what);
      }
    }
  }

  private void letGo(String id, Member member, Instant now) {
    if (waits(member)) {
      calendar.put(now.plus(likeness.window()), id);
    } else {
      members.remove(id);
    }
  }

  /** Others may be said to repeat it: whether it is answered must be learnt, however late. */
  private boolean waits(Member member) {
    return member.issue() != null
        && issues.get(member.issue()) != null
        && !member.standing().refused()
        && member.standing().answeredAt() == null;
  }

  private Map<String, Part> partsOf(String issue) {
    Map<String, Part> found = new LinkedHashMap<>();
    parts.ascend(
        issue + SEPARATOR,
        issue + SEPARATOR + END,
        (key, part) -> {
          found.put(key, part);
          return true;
        });
    return found;
  }

  private Part part(String key) {
    return Objects.requireNonNullElse(parts.get(key), Part.EMPTY);
  }

  /** Who cannot be recognised is somebody else each time. */
  private static String key(String issue, OpinionId id, Member member) {
    String sender = member.opinion().sender();
    return issue + SEPARATOR + (sender == null ? "#" + id : sender);
  }

  private static boolean differ(@Nullable String one, @Nullable String other) {
    return one != null && other != null && !one.equals(other);
  }
}
