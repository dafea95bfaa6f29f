package org.opinionloop.bench.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.opinionloop.bench.loop.Arrival;

/**
 * Holds what is to be seen against what was promised. In short: what was accepted is there once, at
 * every stage.
 *
 * <p>What counts. An opinion is its external id; the client repeats it until it is given a number,
 * so at the end each has one, and one {@code OpinionReceived}. Only if a post of it ended without
 * an answer or with a fault of the server's, and another instance of intake was asked next, there
 * may be one more: no instance knows what another has taken; both bear one number, and everything
 * after intake knows them by that. Whatever else there is twice is doubled. A letter may arrive
 * again only across one of the times in which a crash between the deed and its record was possible,
 * or after an attempt that is on record as failed, whose answer came too late perhaps; it then
 * bears the same mark.
 */
final class Audit {

  private final Book book;
  private final Evidence seen;
  private final List<Excuse> excuses;
  private final Map<String, Set<String>> planted;

  private final Set<String> lost = new TreeSet<>();
  private final Set<String> doubled = new TreeSet<>();
  private final List<String> wrong = new ArrayList<>();
  private int repeatsTaken;
  private int arrivedAgain;

  /**
   * A time in which something was done to the delivery of letters, in milliseconds since the epoch.
   */
  record Excuse(long from, long to) {

    private boolean covers(Arrival earlier, Arrival later) {
      return from <= later.at() && to >= earlier.at();
    }
  }

  /**
   * What came of it: one line for each opinion lost or doubled, and for whatever else is not as it
   * must be.
   *
   * @param repeatsTaken {@code OpinionReceived} beyond the first, all explained by a post that had
   *     no answer before another instance was asked
   * @param arrivedAgain letters that arrived once more, bearing the same mark, across a fault
   */
  record Verdict(
      Collection<String> lost,
      Collection<String> doubled,
      List<String> wrong,
      int repeatsTaken,
      int arrivedAgain) {

    /** The same, and this is wrong, too. */
    Verdict with(String finding) {
      List<String> all = new ArrayList<>(wrong);
      all.add(finding);
      return new Verdict(lost, doubled, all, repeatsTaken, arrivedAgain);
    }

    /** Whether all promises were kept. */
    boolean isGood() {
      return lost.isEmpty() && doubled.isEmpty() && wrong.isEmpty();
    }
  }

  private Audit(Book book, Evidence seen, List<Excuse> excuses, Map<String, Set<String>> planted) {
    this.book = book;
    this.seen = seen;
    this.excuses = excuses;
    this.planted = planted;
  }

  /**
   * The verdict.
   *
   * @param excuses when letters may have arrived a second time
   * @param planted the malformed records that were put on topics, and who reads each
   */
  static Verdict of(
      Book book, Evidence seen, List<Excuse> excuses, Map<String, Set<String>> planted) {
    Audit audit = new Audit(book, seen, excuses, planted);
    audit.opinions();
    audit.letters();
    audit.arrivals();
    audit.figures();
    audit.deadLetters();
    return new Verdict(
        audit.lost, audit.doubled, audit.wrong, audit.repeatsTaken, audit.arrivedAgain);
  }

  private void opinions() {
    wrong.addAll(book.contradictions());
    Set<String> ids = new HashSet<>();
    for (Book.Entry entry : book.entries()) {
      String id = entry.opinionId();
      if (id == null) {
        wrong.add(entry.externalId() + " was never accepted");
        continue;
      }
      if (!ids.add(id)) {
        wrong.add(entry.externalId() + " has a number that another has, too");
      }
      int received = seen.received().getOrDefault(id, 0);
      atLeastOnce(id, "received", received);
      if (received > entry.mayBeReceived()) {
        doubled.add(id + ": received " + received + " times");
      } else if (received > 1) {
        repeatsTaken += received - 1;
      }
      exactly(id, "classified", received, seen.classified().getOrDefault(id, 0));
      exactly(id, "first letters", 1, seen.firstLetters().getOrDefault(id, List.of()).size());
      exactly(id, "cases", 1, seen.cases().contains(id) ? 1 : 0);
    }
    unknown(ids, "received", seen.received().keySet());
    unknown(ids, "classified", seen.classified().keySet());
    unknown(ids, "first letters", seen.firstLetters().keySet());
    unknown(ids, "cases", seen.cases());
  }

  private void letters() {
    seen.letters()
        .forEach(
            (letter, issued) -> {
              exactly(letter, "issued", 1, issued);
              exactly(
                  letter,
                  "outcomes of delivery",
                  1,
                  seen.outcomes().getOrDefault(letter, List.of()).size());
            });
    unknown(seen.letters().keySet(), "outcomes of delivery", seen.outcomes().keySet());
  }

  /** Every first letter that has an address arrived there, and once unless there is an excuse. */
  private void arrivals() {
    Map<String, List<Arrival>> byAddress =
        seen.arrivals().stream()
            .sorted(Comparator.comparingLong(Arrival::at))
            .collect(Collectors.groupingBy(Arrival::address));
    for (Book.Entry entry : book.entries()) {
      if (entry.address().isEmpty()) {
        continue;
      }
      List<Arrival> arrived = byAddress.getOrDefault(entry.address(), List.of());
      byAddress.remove(entry.address());
      List<String> letters =
          seen.firstLetters().getOrDefault(String.valueOf(entry.opinionId()), List.of());
      if (arrived.isEmpty()) {
        lost.add(entry.opinionId() + ": its letter did not arrive");
      }
      for (int i = 0; i < arrived.size(); i++) {
        if (letters.stream().noneMatch(arrived.get(i).letter()::contains)) {
          wrong.add(entry.opinionId() + ": a letter arrived that bears another mark");
        }
        if (i > 0) {
          arrivedAgain(entry, arrived.get(i - 1), arrived.get(i));
        }
      }
      for (String letter : letters) {
        if (!seen.outcomes().getOrDefault(letter, List.of()).equals(List.of("DELIVERED"))) {
          wrong.add(letter + ": arrival recorded as " + seen.outcomes().get(letter));
        }
      }
    }
    if (!byAddress.isEmpty()) {
      wrong.add(byAddress.size() + " addresses had letters that nobody expected");
    }
  }

  private void arrivedAgain(Book.Entry entry, Arrival earlier, Arrival later) {
    if (!earlier.letter().equals(later.letter())) {
      wrong.add(entry.opinionId() + ": its letter arrived again under another mark");
    }
    if (seen.deferred().contains(String.valueOf(entry.opinionId()))
        || excuses.stream().anyMatch(excuse -> excuse.covers(earlier, later))) {
      arrivedAgain++;
    } else {
      doubled.add(entry.opinionId() + ": its letter arrived again, and nothing had happened");
    }
  }

  private void figures() {
    long accepted =
        book.entries().stream()
            .map(Book.Entry::opinionId)
            .distinct()
            .filter(id -> id != null)
            .count();
    Map<String, Long> all = new TreeMap<>(seen.figures());
    seen.totals().forEach((count, sum) -> all.put("the cells' " + count, sum));
    all.forEach(
        (name, sum) -> {
          if (sum != accepted) {
            wrong.add("the sum by " + name + " is " + sum + " (expected: " + accepted + ")");
          }
        });
  }

  private void deadLetters() {
    Map<String, Integer> found = new HashMap<>();
    for (Evidence.Reject reject : seen.deadLetters()) {
      if (planted.getOrDefault(reject.value(), Set.of()).contains(reject.consumer())) {
        found.merge(reject.value() + " by " + reject.consumer(), 1, Integer::sum);
      } else {
        wrong.add("a dead letter of " + reject.topic() + " by " + reject.consumer());
      }
    }
    planted.forEach(
        (value, consumers) ->
            consumers.forEach(
                consumer -> {
                  int times = found.getOrDefault(value + " by " + consumer, 0);
                  if (times != 1) {
                    wrong.add(
                        "the malformed record "
                            + value
                            + " is "
                            + times
                            + " times among the dead letters of "
                            + consumer);
                  }
                }));
  }

  private void exactly(String id, String what, int expected, int found) {
    if (found < expected) {
      lost.add(id + ": " + what + " " + found + " (expected: " + expected + ")");
    } else if (found > expected) {
      doubled.add(id + ": " + what + " " + found + " (expected: " + expected + ")");
    }
  }

  private void atLeastOnce(String id, String what, int found) {
    if (found < 1) {
      lost.add(id + ": never " + what);
    }
  }

  private void unknown(Set<String> ids, String what, Set<String> found) {
    long strangers = found.stream().filter(id -> !ids.contains(id)).count();
    if (strangers > 0) {
      wrong.add(strangers + " " + what + " that nobody knows of");
    }
  }
}
