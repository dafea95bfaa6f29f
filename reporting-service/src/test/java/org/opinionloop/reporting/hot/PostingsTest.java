package org.opinionloop.reporting.hot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opinionloop.reporting.Happenings.MONDAY;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.Fingerprint;
import org.opinionloop.contracts.Sketch;

class PostingsTest {

  private final TreeShelf<String> shelf = new TreeShelf<>();

  @Test
  void findOnlyWhatSharesEnoughToBeAlike() {
    Postings postings = new Postings(IssueBookTest.RULES, shelf);
    postings.put("four", member(MONDAY, 1, 2, 3, 4, 100, 101));
    postings.put("three", member(MONDAY, 1, 2, 3, 102, 103, 104));
    postings.put("all of three", member(MONDAY, 1, 2, 5));
    postings.put("two", member(MONDAY, 1, 2));
    postings.put("one", member(MONDAY, 1));

    assertThat(postings.sharing(member(MONDAY.plusSeconds(1), 1, 2, 3, 4, 5, 6)))
        .containsOnlyKeys("four", "all of three", "two");
  }

  @Test
  void ruleNothingOutOfWhichAnEarlierVersionDidNotWriteTheSize() {
    Postings postings = new Postings(IssueBookTest.RULES, shelf);
    postings.put("three", member(MONDAY, 1, 2, 3, 102, 103, 104));
    shelf.entries.replaceAll((key, size) -> "");

    assertThat(postings.sharing(member(MONDAY.plusSeconds(1), 1, 2, 3, 4, 5, 6)))
        .containsExactly(Map.entry("three", 3));
  }

  private static Member member(Instant at, int... features) {
    Map<Integer, Double> weights = new HashMap<>();
    for (int feature : features) {
      weights.put(feature, 1.0);
    }
    Fingerprint fingerprint = new Fingerprint(Sketch.of(weights).encoded(), null, List.of());
    return new Member(
        "office", new Sighting.Opinion(at, at, null, null, fingerprint), IssueBookTest.OPEN, null);
  }
}
