package org.opinionloop.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.opinionloop.bench.loop.Arrival;

/** A check that cannot fail proves nothing: whatever can be lost or doubled is, here, once. */
class AuditTest {

  private static final int OPINIONS = 3;
  private static final int DOOR = 8081;
  private static final List<String> DIMENSIONS = List.of("channel", "theme");
  private static final Map<String, Set<String>> PLANTED =
      Map.of("{\"foreign\":0", Set.of("classifier-service", "reporting-service"));

  private final Book book = new Book();
  private final Map<String, Integer> received = new HashMap<>();
  private final Map<String, Integer> classified = new HashMap<>();
  private final Map<String, List<String>> firstLetters = new HashMap<>();
  private final Map<String, Integer> letters = new HashMap<>();
  private final Map<String, List<String>> outcomes = new HashMap<>();
  private final Set<String> deferred = new HashSet<>();
  private final Set<String> cases = new HashSet<>();
  private final Map<String, Long> totals = new HashMap<>();
  private final Map<String, Long> figures = new HashMap<>();
  private final List<Evidence.Reject> rejects = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Audit.Excuse> excuses = new ArrayList<>();

  /** All as it should be; the first opinion has an address, and its letter arrived at 1000. */
  AuditTest() {
    for (int n = 0; n < OPINIONS; n++) {
      String address = n == 0 ? "a@example.org" : "";
      book.posting("F-" + n, address, DOOR);
      book.accepted("F-" + n, id(n));
      received.put(id(n), 1);
      classified.put(id(n), 1);
      firstLetters.put(id(n), new ArrayList<>(List.of(letter(n))));
      letters.put(letter(n), 1);
      outcomes.put(letter(n), List.of(n == 0 ? "DELIVERED" : "SUPPRESSED"));
      cases.add(id(n));
    }
    arrivals.add(new Arrival(1_000, "a@example.org", "<" + letter(0) + "@localhost>"));
    totals.put("received", (long) OPINIONS);
    DIMENSIONS.forEach(dimension -> figures.put(dimension, (long) OPINIONS));
    PLANTED.forEach(
        (value, consumers) ->
            consumers.forEach(
                consumer ->
                    rejects.add(new Evidence.Reject("opinions.received", consumer, value))));
  }

  @Test
  void findsNothingWhereNothingIsWrong() {
    assertThat(audit().isGood()).isTrue();
  }

  @Test
  void findsAnOpinionLostAtEachStage() {
    assertLost(() -> received.remove(id(1)));
    assertLost(() -> classified.remove(id(1)));
    assertLost(() -> firstLetters.get(id(1)).clear());
    assertLost(() -> cases.remove(id(1)));
    assertLost(() -> outcomes.remove(letter(1)));
    assertLost(arrivals::clear);
  }

  @Test
  void findsAnOpinionDoubledAtEachStage() {
    assertDoubled(() -> received.put(id(1), 2));
    assertDoubled(() -> classified.put(id(1), 2));
    assertDoubled(() -> firstLetters.get(id(1)).add(letter(1)));
    assertDoubled(() -> letters.put(letter(1), 2));
    assertDoubled(() -> outcomes.put(letter(1), List.of("SUPPRESSED", "SUPPRESSED")));
  }

  @Test
  void toleratesASecondReceptionIfAnotherInstanceWasAskedAfterAPostWithoutAnAnswer() {
    book.posting("F-1", "", DOOR + 1);
    received.put(id(1), 2);
    classified.put(id(1), 2);
    assertThat(audit().doubled()).hasSize(1);

    book.unanswered("F-1");
    assertThat(audit().isGood()).isTrue();
    assertThat(audit().repeatsTaken()).isOne();

    received.put(id(1), 3);
    classified.put(id(1), 3);
    assertThat(audit().doubled()).hasSize(1);
  }

  @Test
  void findsASecondReceptionByTheSameInstance() {
    book.posting("F-1", "", DOOR);
    book.unanswered("F-1");
    book.unanswered("F-1");
    received.put(id(1), 2);
    classified.put(id(1), 2);

    assertThat(audit().doubled()).hasSize(1);
  }

  @Test
  void findsAnOpinionThatWasNeverAccepted() {
    book.posting("F-9", "", DOOR);
    book.unanswered("F-9");

    assertThat(audit().wrong()).contains("F-9 was never accepted");
  }

  @Test
  void findsAnswersThatNobodyShouldBeGiven() {
    book.contradicted("F-1", "was answered 500");

    assertThat(audit().wrong()).containsExactly("F-1 was answered 500");
  }

  @Test
  void findsOpinionsThatShareANumberOrHaveTwo() {
    book.posting("F-9", "", DOOR);
    book.accepted("F-9", id(1));
    book.accepted("F-2", id(1));

    assertThat(audit().wrong())
        .contains("F-9 has a number that another has, too", "F-2 has two numbers");
  }

  @Test
  void findsWhatNobodyHandedIn() {
    received.put(id(7), 1);

    assertThat(audit().wrong()).containsExactly("1 received that nobody knows of");
  }

  @Test
  void findsASumThatIsOneOff() {
    figures.put("theme", OPINIONS - 1L);
    totals.put("received", OPINIONS + 1L);

    assertThat(audit().wrong())
        .containsExactly(
            "the sum by the cells' received is 4 (expected: 3)",
            "the sum by theme is 2 (expected: 3)");
  }

  @Test
  void findsADeadLetterThatIsNoneOfThePlantedAndAPlantedOneThatIsMissingOrTwice() {
    rejects.add(new Evidence.Reject("letters.issued", "reply-service", "{\"opinionId\""));
    assertThat(audit().wrong()).containsExactly("a dead letter of letters.issued by reply-service");

    rejects.remove(2);
    Evidence.Reject first = rejects.remove(0);
    assertThat(audit().wrong()).hasSize(1);

    rejects.add(first);
    rejects.add(first);
    assertThat(audit().wrong()).hasSize(1);
  }

  @Test
  void toleratesALetterThatArrivesAgainOnlyAcrossAFaultOrAFailedAttemptAndByTheSameMark() {
    arrivals.add(new Arrival(9_000, "a@example.org", "<" + letter(0) + "@localhost>"));
    assertThat(audit().doubled()).hasSize(1);

    deferred.add(id(0));
    assertThat(audit().arrivedAgain()).isOne();
    deferred.clear();

    excuses.add(new Audit.Excuse(9_500, 20_000));
    assertThat(audit().doubled()).hasSize(1);

    excuses.add(new Audit.Excuse(500, 2_000));
    assertThat(audit().isGood()).isTrue();
    assertThat(audit().arrivedAgain()).isOne();

    arrivals.set(1, new Arrival(9_000, "a@example.org", "<" + letter(0) + "@elsewhere>"));
    assertThat(audit().wrong())
        .containsExactly(id(0) + ": its letter arrived again under another mark");

    arrivals.set(1, new Arrival(9_000, "a@example.org", "<another@localhost>"));
    assertThat(audit().wrong()).hasSize(2);
  }

  @Test
  void findsALetterThatArrivedAndIsRecordedAsFailed() {
    outcomes.put(letter(0), List.of("FAILED"));

    assertThat(audit().wrong()).containsExactly(letter(0) + ": arrival recorded as [FAILED]");
  }

  private void assertLost(Runnable loss) {
    assertFound(loss, verdict -> assertThat(verdict.lost()).hasSize(1));
  }

  private void assertDoubled(Runnable doubling) {
    assertFound(doubling, verdict -> assertThat(verdict.doubled()).isNotEmpty());
  }

  /** In a state of its own, for one is enough to be found. */
  private void assertFound(Runnable change, Consumer<Audit.Verdict> finding) {
    Map<String, Integer> receivedBefore = new HashMap<>(received);
    Map<String, Integer> classifiedBefore = new HashMap<>(classified);
    Map<String, Integer> lettersBefore = new HashMap<>(letters);
    Map<String, List<String>> outcomesBefore = new HashMap<>(outcomes);
    Set<String> casesBefore = new HashSet<>(cases);
    List<Arrival> arrivalsBefore = new ArrayList<>(arrivals);
    change.run();

    finding.accept(audit());

    restore(received, receivedBefore);
    restore(classified, classifiedBefore);
    restore(letters, lettersBefore);
    restore(outcomes, outcomesBefore);
    cases.addAll(casesBefore);
    arrivals.clear();
    arrivals.addAll(arrivalsBefore);
    firstLetters.put(id(1), new ArrayList<>(List.of(letter(1))));
    assertThat(audit().isGood()).isTrue();
  }

  private static <K, V> void restore(Map<K, V> map, Map<K, V> before) {
    map.clear();
    map.putAll(before);
  }

  private Audit.Verdict audit() {
    return Audit.of(
        book,
        new Evidence(
            received,
            classified,
            firstLetters,
            letters,
            outcomes,
            deferred,
            cases,
            totals,
            figures,
            rejects,
            arrivals),
        excuses,
        PLANTED);
  }

  private static String id(int n) {
    return "AAAA-AAAA-AAAA-AAA" + n;
  }

  private static String letter(int n) {
    return id(n) + ".acknowledgement.1";
  }
}
