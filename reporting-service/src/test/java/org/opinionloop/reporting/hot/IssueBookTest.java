package org.opinionloop.reporting.hot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opinionloop.reporting.Happenings.MONDAY;
import static org.opinionloop.reporting.Happenings.id;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.Fingerprint;
import org.opinionloop.contracts.IssueState;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionGrouped;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.Sketch;

class IssueBookTest {

  static final Standing OPEN = new Standing("SERVICE", "TRANSPORT", false, null);

  static final Likeness RULES = new Likeness(0.3, Duration.ofDays(90), 32, 1_000);

  final Shelves shelves = new Shelves();

  @Test
  void findsNoIssueInASingleOpinion() {
    shelves.enter(sighting(1, "anna", 0, 1), OPEN);

    assertThat(shelves.grouped).isEmpty();
    assertThat(shelves.issues.entries).isEmpty();
  }

  @Test
  void countsAnIssueWithItsPeoplePlacesAndTimeAndTellsEachOpinion() {
    shelves.enter(sighting(1, "anna", 0, 1), OPEN);
    shelves.enter(sighting(2, "berta", 3, 1), OPEN);
    shelves.enter(sighting(3, null, 5, 1), OPEN);
    shelves.enter(sighting(4, "carla", 5, 2), OPEN);

    IssueState issue = shelves.issue();
    assertThat(issue.opinions()).isEqualTo(3);
    assertThat(issue.senders()).isEqualTo(3);
    assertThat(issue.places()).isEqualTo(1);
    assertThat(issue.districts()).containsOnly(Map.entry("North", 3));
    assertThat(issue.first()).isEqualTo(MONDAY);
    assertThat(issue.last()).isEqualTo(MONDAY.plus(Duration.ofDays(5)));
    assertThat(shelves.grouped).containsOnlyKeys(id(1), id(2), id(3));
    assertThat(shelves.grouped.values()).allMatch(event -> event.issue().equals(issue.issue()));
    assertThat(issue.issue()).doesNotContain(id(1).value().substring(0, 4));
  }

  @Test
  void showsAWordOnlyWhenThreePeopleUsedIt() {
    for (int n = 1; n <= 5; n++) {
      shelves.enter(sighting(n, n < 4 ? "anna" : "person " + n, n, 1), OPEN);
      assertThat(n < 2 ? List.of() : shelves.issue().keywords())
          .isEqualTo(n < 5 ? List.of() : List.of("word"));
    }
  }

  @Test
  void comparesNobodyBeyondTheWindowOrAcrossDistricts() {
    shelves.enter(sighting(1, "anna", 0, 1), OPEN);
    shelves.enter(sighting(2, "berta", 91, 1), OPEN);
    shelves.enter(
        new Sighting(id(3), opinion("carla", MONDAY, "South", 1), OPEN).opinion(), id(3), OPEN);

    assertThat(shelves.grouped).isEmpty();
  }

  @Test
  void findsTheNeighboursInTimeOfOneThatComesLateHoweverManyCameAfterIt() {
    Shelves book = new Shelves(new Likeness(0.3, Duration.ofDays(90), 1, 1_000));
    book.enter(sighting(1, "anna", 0, 1), OPEN);
    for (int n = 2; n < 8; n++) {
      book.enter(opinion("person " + n, MONDAY.plus(Duration.ofDays(n)), "South", 1), id(n), OPEN);
    }
    assertThat(book.grouped).doesNotContainKey(id(1));

    book.enter(sighting(9, "berta", 1, 1), OPEN);

    assertThat(book.grouped.get(id(9)).issue())
        .isEqualTo(book.grouped.get(id(1)).issue())
        .isNotEqualTo(book.grouped.get(id(2)).issue());
  }

  @Test
  void findsNoIssueWhereFewOfTheHeaviestFeaturesAreShared() {
    Map<Integer, Double> one = new HashMap<>();
    Map<Integer, Double> other = new HashMap<>();
    for (int feature = 0; feature < 40; feature++) {
      one.put(feature, feature < Likeness.SHARED - 1 ? 3.0 : 1.0);
      other.put(feature < Likeness.SHARED - 1 ? feature : 100 + feature, feature < 20 ? 3.0 : 1.0);
    }
    Sketch alike = Sketch.of(one);

    assertThat(RULES.alike(alike, print(alike), Likeness.INDEXED)).isTrue();
    assertThat(RULES.alike(alike, print(alike), Likeness.SHARED - 1)).isFalse();
    assertThat(RULES.alike(alike, print(Sketch.of(other)), Likeness.SHARED)).isFalse();
  }

  private static Fingerprint print(Sketch sketch) {
    return new Fingerprint(sketch.encoded(), null, List.of());
  }

  @Test
  void findsTheIssueOfTextsThatAreTooShortToShareMuch() {
    Fingerprint brief = print(Sketch.of(Map.of(1, 2.0, 2, 2.0, 3, 1.0)));

    for (int n = 1; n <= 2; n++) {
      shelves.enter(
          new Sighting.Opinion(MONDAY, MONDAY, "person " + n, "North", brief), id(n), OPEN);
    }

    assertThat(shelves.issue().opinions()).isEqualTo(2);
  }

  @Test
  void mergesWhatOnePersonRepeatsWhileTheyWait() {
    shelves.enter(sighting(1, "anna", 0, 1), OPEN);
    shelves.enter(sighting(2, "berta", 1, 1), OPEN);
    shelves.enter(sighting(3, "anna", 2, 1), OPEN);

    assertThat(shelves.mergedInto(3)).isEqualTo(id(1));
    assertThat(shelves.mergedInto(2)).isNull();

    shelves.stands(1, answered(1));
    assertThat(shelves.mergedInto(3)).as("the first was answered before").isNull();
    shelves.stands(1, answered(4));
    assertThat(shelves.mergedInto(3)).as("the first was answered after").isEqualTo(id(1));
    shelves.stands(3, answered(3));
    assertThat(shelves.mergedInto(3)).as("it was answered by itself").isNull();
    shelves.stands(3, OPEN);
    shelves.stands(1, new Standing("SERVICE", "TRANSPORT", true, null));
    assertThat(shelves.mergedInto(3)).as("the first was refused").isNull();
  }

  @Test
  void keepsApartWhatOnePersonWritesAboutTwoThingsOfOneIssue() {
    shelves.enter(sighting(1, "anna", 0, 1), OPEN);
    shelves.enter(opinion("anna", MONDAY.plus(Duration.ofDays(2)), "North", 1, 2.0), id(2), OPEN);

    assertThat(shelves.grouped.get(id(2)).issue()).isEqualTo(shelves.grouped.get(id(1)).issue());
    assertThat(shelves.mergedInto(2)).isNull();
  }

  @Test
  void keepsNoMoreOfOnePersonThanItCanCompareHoweverMuchTheyWriteAboutOneIssue() {
    int repeats = 0;
    for (int n = 1; n <= 500; n++) {
      boolean repeat = n % 5 == 0;
      Instant at = MONDAY.plus(Duration.ofHours(n));
      shelves.enter(
          repeat
              ? opinion("desk", at.plusSeconds(1), "North", 1, 1.0)
              : opinion("desk", at, "North", 1, 2.0),
          id(n),
          n % 3 == 0 ? answered(600) : OPEN);
      repeats += repeat && shelves.mergedInto(n) != null ? 1 : 0;
      if (n % 7 == 0) {
        shelves.stands(n - 6, answered(601));
      }
    }

    Part part = shelves.parts.entries.values().iterator().next();
    assertThat(part.sent()).hasSize(Part.MOST);
    assertThat(JsonCodec.of(Part.class).encode(part)).hasSizeLessThan(100_000);
    assertThat(shelves.issue().opinions()).isEqualTo(500);
    assertThat(shelves.issue().senders()).isEqualTo(1);
    assertThat(shelves.grouped).hasSize(500);
    assertThat(repeats).as("told when they came, though not kept").isPositive();
  }

  @Test
  void forgetsOpinionsAfterTheWindowAndIssuesAfterAYear() {
    shelves.enter(sighting(1, "anna", 0, 1), OPEN);
    shelves.enter(sighting(2, "berta", 1, 1), OPEN);
    shelves.stands(1, answered(2));
    shelves.stands(2, answered(3));
    for (int n = 3; n < 10; n++) {
      shelves.enter(sighting(n, "other", 92 + n, n), OPEN);
    }
    assertThat(shelves.members.entries).hasSize(7).doesNotContainKey(id(1).value());
    assertThat(shelves.calendar.entries).hasSize(8);
    assertThat(shelves.issues.entries).hasSize(1);

    shelves.enter(sighting(10, "other", 600, 10), OPEN);
    shelves.enter(sighting(11, "other", 601, 11), OPEN);
    assertThat(shelves.issues.entries).isEmpty();
    assertThat(shelves.parts.entries).isEmpty();
    assertThat(shelves.members.entries).hasSize(2);
  }

  @Test
  void learnsOfAnAnswerHoweverLongItTookAndMergesNothingIntoIt() {
    shelves.enter(sighting(1, "anna", 0, 1), OPEN);
    shelves.enter(sighting(2, "berta", 60, 1), OPEN);
    shelves.enter(sighting(3, "other", 95, 3), OPEN);
    shelves.enter(sighting(4, "other", 96, 4), OPEN);
    assertThat(shelves.members.entries).as("the first waits").hasSize(4);

    shelves.stands(1, answered(97));
    shelves.enter(sighting(5, "anna", 100, 1), OPEN);

    assertThat(shelves.grouped.get(id(5)).issue()).isEqualTo(shelves.grouped.get(id(2)).issue());
    assertThat(shelves.mergedInto(5)).isNull();

    shelves.enter(sighting(6, "other", 300, 6), OPEN);
    shelves.enter(sighting(7, "other", 301, 7), OPEN);
    assertThat(shelves.members.entries).doesNotContainKey(id(1).value());
  }

  @Test
  void theNameOfAnIssueThatWasJoinedToAnotherIsForgottenAsWell() {
    shelves.enter(sighting(1, "anna", 0, 1), OPEN);
    shelves.enter(sighting(2, "berta", 1, 1), OPEN);
    String before = shelves.issue().issue();

    shelves.enter(sighting(3, "carla", -1, 1), OPEN);
    assertThat(shelves.issue().issue()).isNotEqualTo(before);
    shelves.enter(sighting(4, "other", 600, 4), OPEN);
    shelves.enter(sighting(5, "other", 601, 5), OPEN);

    assertThat(shelves.forgotten).contains(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void comparesNobodyWithWhatOnlyWaitsForItsAnswer(boolean afterAStart) {
    shelves.enter(sighting(1, "anna", 0, 1), OPEN);
    shelves.enter(sighting(2, "berta", 1, 1), OPEN);
    shelves.enter(sighting(3, "other", 92, 3), OPEN);
    if (afterAStart) {
      shelves.reopen();
    }
    shelves.enter(sighting(4, "carla", 89, 1), OPEN);

    assertThat(shelves.members.entries).hasSize(4);
    assertThat(shelves.grouped).containsOnlyKeys(id(1), id(2));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void forgetsNobodyBecauseOfOneClockThatIsWrong(boolean afterAStart) {
    shelves.enter(sighting(1, "anna", 0, 1), OPEN);
    shelves.enter(
        opinion("other", MONDAY.plus(Duration.ofDays(2_000)), "North", 2), id(2), OPEN, MONDAY);
    if (afterAStart) {
      shelves.reopen();
    }
    shelves.enter(sighting(3, "berta", 1, 1), OPEN);

    assertThat(shelves.grouped).containsOnlyKeys(id(1), id(3));
  }

  @Test
  void remembersTheLatestOnlyWhereTooManyCome() {
    Shelves book = new Shelves(new Likeness(0.3, Duration.ofDays(90), 8, 3));
    book.enter(sighting(1, "anna", 0, 1), OPEN);
    book.enter(sighting(2, "berta", 1, 1), OPEN);
    for (int n = 3; n < 6; n++) {
      book.enter(sighting(n, "other", n, n), OPEN);
    }
    assertThat(book.members.entries).as("two that wait and three").hasSize(5);
    book.reopen();
    book.enter(sighting(6, "carla", 6, 1), OPEN);
    assertThat(book.grouped).as("by which nobody is found").containsOnlyKeys(id(1), id(2));
    book.enter(sighting(7, "dora", 7, 5), OPEN);
    assertThat(book.grouped).containsOnlyKeys(id(1), id(2), id(5), id(7));
    assertThat(book.members.entries).doesNotContainKeys(id(3).value(), id(4).value());

    book.stands(1, answered(9));
    book.stands(2, answered(9));
    book.enter(sighting(8, "other", 200, 8), OPEN);
    assertThat(book.members.entries)
        .as("those that were answered meanwhile")
        .doesNotContainKeys(id(1).value(), id(2).value());
  }

  /** Five stories, many people, answers and refusals: the same book in any order. */
  @RepeatedTest(20)
  void isTheSameWhateverTheOrderAndTheRepetitions(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<OpinionId, Sighting.Opinion> opinions = new TreeMap<>();
    Map<OpinionId, Standing> last = new HashMap<>();
    for (int n = 0; n < 40; n++) {
      Sighting sighting =
          sighting(
              n,
              random.nextInt(5) == 0 ? null : "person " + random.nextInt(6),
              random.nextInt(60),
              random.nextInt(5));
      opinions.put(id(n), sighting.opinion());
      last.put(
          id(n),
          switch (random.nextInt(4)) {
            case 0 -> answered(random.nextInt(60));
            case 1 -> new Standing("POLICY", "HEALTH", true, null);
            default -> OPEN;
          });
    }

    Map<OpinionId, List<Object>> expected = null;
    for (int order = 0; order < 4; order++) {
      Shelves book = new Shelves();
      List<OpinionId> queue = new ArrayList<>(opinions.keySet());
      Collections.shuffle(queue, random);
      for (OpinionId each : queue) {
        book.enter(opinions.get(each), each, random.nextBoolean() ? OPEN : last.get(each));
        if (random.nextInt(10) == 0) {
          book.reopen();
        }
        if (random.nextInt(3) == 0) {
          book.enter(opinions.get(each), each, OPEN);
        }
      }
      Collections.shuffle(queue, random);
      queue.forEach(each -> book.stands(each, last.get(each)));

      Map<OpinionId, List<Object>> found = new TreeMap<>();
      book.grouped.forEach(
          (id, event) ->
              found.put(id, Collections.singletonList(event.issue() + event.mergedInto())));
      if (expected == null) {
        expected = found;
      }
      assertThat(found).isEqualTo(expected);
      for (Map.Entry<String, Issue> each : book.issues.entries.entrySet()) {
        List<Part> parts =
            List.copyOf(
                book.parts.entries.subMap(each.getKey() + '|', each.getKey() + '~').values());
        assertThat(each.getKey()).isEqualTo(each.getValue().name());
        assertThat(each.getValue().senders()).isEqualTo(parts.size());
        assertThat(each.getValue().opinions())
            .isEqualTo(parts.stream().mapToInt(part -> part.sent().size()).sum());
        assertThat(each.getValue().keywords()).isEqualTo(Map.of("word", parts.size()));
        assertThat(each.getValue().themes().values().stream().mapToInt(n -> n).sum())
            .isEqualTo(each.getValue().opinions());
      }
    }
    assertThat(expected).isNotEmpty();
  }

  private static Sighting sighting(int number, @Nullable String sender, int day, int story) {
    return new Sighting(
        id(number), opinion(sender, MONDAY.plus(Duration.ofDays(day)), "North", story), OPEN);
  }

  /** Opinions of one story have half of their features in common, and four fifths of the weight. */
  private static Sighting.Opinion opinion(
      @Nullable String sender, Instant at, @Nullable String district, int story) {
    return opinion(sender, at, district, story, 1.0);
  }

  private static Sighting.Opinion opinion(
      @Nullable String sender, Instant at, @Nullable String district, int story, double own) {
    Map<Integer, Double> weights = new HashMap<>();
    for (int feature = 0; feature < 20; feature++) {
      weights.put(story * 1000 + feature, 2.0);
      weights.put((int) (at.toEpochMilli() / 1000 % 100_000) + 100_000 * (feature + 1), own);
    }
    return new Sighting.Opinion(
        at,
        at,
        sender,
        district,
        new Fingerprint(Sketch.of(weights).encoded(), null, List.of("word")));
  }

  private static Standing answered(int day) {
    return new Standing("SERVICE", "TRANSPORT", false, MONDAY.plus(Duration.ofDays(day)));
  }

  /** A book in memory, and the last word on each opinion. */
  static final class Shelves {

    final TreeShelf<Member> members = new TreeShelf<>();
    final TreeShelf<Issue> issues = new TreeShelf<>();
    final TreeShelf<Part> parts = new TreeShelf<>();
    final TreeShelf<String> calendar = new TreeShelf<>();
    final Map<OpinionId, OpinionGrouped> grouped = new TreeMap<>();
    final List<String> forgotten = new ArrayList<>();
    private final Likeness rules;
    private IssueBook book;

    Shelves() {
      this(RULES);
    }

    Shelves(Likeness rules) {
      this.rules = rules;
      this.book = book();
    }

    private IssueBook book() {
      return new IssueBook(rules, members, issues, parts, calendar);
    }

    /** As after a start: all that is known is what is on the shelves. */
    void reopen() {
      book = book();
    }

    void enter(Sighting sighting, Standing standing) {
      enter(sighting.opinion(), sighting.opinionId(), standing);
    }

    void enter(Sighting.@Nullable Opinion opinion, OpinionId id, Standing standing) {
      enter(opinion, id, standing, opinion == null ? MONDAY : opinion.seenAt());
    }

    void enter(Sighting.@Nullable Opinion opinion, OpinionId id, Standing standing, Instant now) {
      IssueBook.Change change = book.enter("office", new Sighting(id, opinion, standing), now);
      change.grouped().forEach(event -> grouped.put(event.opinionId(), event));
      forgotten.addAll(change.forgotten());
    }

    void stands(int number, Standing standing) {
      stands(id(number), standing);
    }

    void stands(OpinionId id, Standing standing) {
      enter(null, id, standing);
    }

    @Nullable OpinionId mergedInto(int number) {
      return grouped.get(id(number)).mergedInto();
    }

    IssueState issue() {
      return issues.entries.values().iterator().next().state(null);
    }
  }
}
