package org.opinionloop.reporting.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.opinionloop.reporting.hot.Postings.Posting;

class PostingsTest {

  private static final long WINDOW = Duration.ofDays(90).toMillis();
  private static final int OFFICE = "office".hashCode();

  private final Postings postings = new Postings(IssueBookTest.RULES);

  @Test
  void findOnlyWhatSharesEnoughToBeAlike() {
    postings.put(posting("four", 0, 1, 2, 3, 4, 100, 101));
    postings.put(posting("three", 0, 1, 2, 3, 102, 103, 104));
    postings.put(posting("all of three", 0, 1, 2, 5));
    postings.put(posting("two", 0, 1, 2));
    postings.put(posting("one", 0, 1));

    assertThat(postings.sharing(posting("", 1, 1, 2, 3, 4, 5, 6)))
        .containsExactlyInAnyOrderEntriesOf(Map.of("four", 4, "all of three", 3, "two", 2));
  }

  @Test
  void lookForNoneThatIsSoLateThatItsPlaceWouldBeLongToFind() {
    for (int n = 0; n <= PostingLists.LATE; n++) {
      postings.put(posting("after " + n, 1_000 + n, 1, 2));
    }
    postings.put(posting("late", 0, 1, 2, 3));

    assertThat(postings.sharing(posting("", 0, 1, 2, 3))).isEmpty();
    assertThat(postings.sharing(posting("", 999 + PostingLists.LATE, 1, 2))).isNotEmpty();
  }

  @Test
  void findTheLastToComeOfThoseReceivedAtTheSameTimeHoweverMany() {
    for (int n = 0; n < 2 * PostingLists.LATE; n++) {
      postings.put(posting("signature " + n, 0, 1, 2, 3));
    }

    assertThat(postings.sharing(posting("", 0, 1, 2, 3)))
        .hasSize(IssueBookTest.RULES.nearest())
        .containsEntry("signature " + (2 * PostingLists.LATE - 1), 3);
  }

  /** Few features, so that lists are long and places in the table are many opinions' home. */
  @RepeatedTest(20)
  void findWhatALookAtEachWouldFind(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int nearest = 1 + random.nextInt(4);
    Postings tried = new Postings(new Likeness(0.3, Duration.ofDays(90), nearest, 1_000));
    Deque<Posting> known = new ArrayDeque<>();
    int features = 5 + random.nextInt(200);
    int found = 0;
    for (int n = 0; n < 2_000; n++) {
      Posting posting = posting(random, n, features);
      Map<String, Integer> sharing = tried.sharing(posting);
      assertThat(sharing).isEqualTo(expected(known, posting, nearest));
      found += sharing.size();
      tried.put(posting);
      known.add(posting);
      while (random.nextInt(100) < known.size() / 4) {
        assertThat(tried.removeOldest()).isEqualTo(known.remove().id());
      }
      if (random.nextInt(100) == 0) {
        long time = known.getLast().seenAt() - random.nextInt(50);
        tried.forgetSeenBefore(time);
        while (!known.isEmpty() && known.getFirst().seenAt() < time) {
          known.remove();
        }
      }
      assertThat(tried.count()).isEqualTo(known.size());
    }
    assertThat(found).isPositive();
  }

  private static Posting posting(String id, long at, int... features) {
    return new Posting(id, OFFICE, at, at, features, features.length);
  }

  private static Posting posting(Random random, int number, int features) {
    int size = random.nextInt(Likeness.INDEXED + 1);
    int[] some = random.ints(0, features).distinct().limit(Math.min(size, features)).toArray();
    long at = 1_000L * (number - random.nextInt(random.nextInt(10) == 0 ? 100 : 2));
    if (random.nextBoolean()) {
      at -= Math.floorMod(at, 20_000);
    }
    return new Posting(
        Integer.toString(number), random.nextInt(3), at * 20_000, number, some, some.length);
  }

  private static Map<String, Integer> expected(Deque<Posting> known, Posting like, int nearest) {
    Map<String, Integer> times = new HashMap<>();
    Map<String, Integer> sizes = new HashMap<>();
    for (int feature : like.features()) {
      Deque<Posting> lastFirst = new ArrayDeque<>();
      List<Posting> after = new ArrayList<>();
      for (Posting each : known) {
        boolean sameList =
            each.bucket() == like.bucket()
                && Arrays.stream(each.features()).anyMatch(other -> other == feature);
        if (sameList && Math.abs(each.receivedAt() - like.receivedAt()) <= WINDOW) {
          if (each.receivedAt() > like.receivedAt()) {
            after.add(each);
          } else {
            lastFirst.addFirst(each);
          }
        }
      }
      List<Posting> before = new ArrayList<>(lastFirst);
      before.sort(Comparator.comparingLong(Posting::receivedAt).reversed());
      after.sort(Comparator.comparingLong(Posting::receivedAt));
      Set<Posting> near = new HashSet<>(before.subList(0, Math.min(nearest, before.size())));
      near.addAll(after.subList(0, Math.min(nearest, after.size())));
      for (Posting each : near) {
        times.merge(each.id(), 1, Integer::sum);
        sizes.put(each.id(), each.size());
      }
    }
    times
        .entrySet()
        .removeIf(each -> !Likeness.enough(each.getValue(), like.size(), sizes.get(each.getKey())));
    return times;
  }
}
