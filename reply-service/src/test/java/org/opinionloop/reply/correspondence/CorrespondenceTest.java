package org.opinionloop.reply.correspondence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionGrouped;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.contracts.Resolved;
import org.opinionloop.contracts.Validity;
import org.opinionloop.reply.ReplyFixtures;

class CorrespondenceTest {

  private static final OpinionId ID = ReplyFixtures.opinion(1);

  private final Correspondence correspondence = ReplyFixtures.correspondence();

  @Test
  void reopensForTheFirstLowRatingAfterAnAnswerAndPromisesAnotherDay() {
    List<LetterIssued> letters =
        on(classified(), answered(10), rated(11, 5), rated(12, 2), rated(13, 1));

    assertThat(names(letters))
        .containsExactly("acknowledgement.1", "answer.1", "second-handling.1");
    assertThat(letters.get(2).answerBy()).isEqualTo(LocalDate.of(2026, 1, 13));
    assertThat(letters.get(2).templateVersion()).isEqualTo("second-handling/zh-Hans/1");
  }

  @Test
  void reopensNothingForARatingBeforeTheAnswerOrAfterTheWindowOrWithoutContact() {
    OpinionRated nobodyThere =
        new OpinionRated(ID, 1, Resolved.NO, null, true, false, null, at(11), at(11));

    assertThat(
            names(
                on(
                    classified(),
                    rated(5, 1),
                    answered(10),
                    nobodyThere,
                    rated(12, 4),
                    rated(37, 1))))
        .containsExactly("acknowledgement.1", "answer.1");
    assertThat(names(on(classified(), answered(10), rated(12, 4), rated(36, 1))))
        .containsExactly("acknowledgement.1", "answer.1", "second-handling.1");
  }

  @Test
  void escalatesOnceWhenTheSecondHandlingIsRatedLowAsWell() {
    List<LetterIssued> letters =
        on(
            classified(),
            answered(10),
            rated(11, 1),
            answered(20),
            rated(21, 2),
            answered(30),
            rated(31, 1));

    assertThat(names(letters))
        .containsExactly(
            "acknowledgement.1",
            "answer.1",
            "second-handling.1",
            "answer.2",
            "second-handling.2",
            "answer.3");
    assertThat(letters.get(4).templateVersion()).isEqualTo("escalation/zh-Hans/1");
    assertThat(letters.get(4).answerBy()).isNull();
    assertThat(letters.get(4).subject()).contains("督办");
  }

  @Test
  void movesThePromiseOnceAndSaysWhy() {
    List<LetterIssued> letters = on(classified(), extended(30, 3), extended(31, 9));

    assertThat(names(letters)).containsExactly("acknowledgement.1", "extension.1");
    assertThat(letters.get(1).answerBy()).isEqualTo(LocalDate.of(2026, 1, 19));
    assertThat(letters.get(1).dueAt()).isEqualTo("2026-01-19T09:00:00Z");
    assertThat(letters.get(1).body())
        .contains("原定2026年1月14日（星期三）前答复", "延期原因：等待检测结果", "2026年1月19日（星期一）");
  }

  @Test
  void movesThePromiseOfTheSecondHandling() {
    List<LetterIssued> letters = on(classified(), answered(10), rated(11, 1), extended(30, 1));

    assertThat(names(letters)).endsWith("second-handling.1", "extension.1");
    assertThat(letters.get(3).answerBy()).isEqualTo(LocalDate.of(2026, 1, 14));
  }

  @Test
  void saysOnceUnderWhichNumberARepeatIsAnswered() {
    List<LetterIssued> letters = on(classified(), merged(7), merged(null), merged(7), merged(5));

    assertThat(names(letters)).containsExactly("acknowledgement.1", "merged.1", "merged.2");
    assertThat(letters.get(1).body()).contains(ReplyFixtures.opinion(7).value());
    assertThat(letters.get(2).body()).contains(ReplyFixtures.opinion(5).value());
    assertThat(letters.get(1).answerBy()).isNull();
  }

  @Test
  void waitsWithThatLetterForTheClassification() {
    assertThat(names(on(merged(7), classified(), merged(7))))
        .containsExactly("acknowledgement.1", "merged.1");
  }

  @Test
  void leavesWhatIsAnsweredOrRefusedAsItIsWhenItIsFoundToBeARepeat() {
    assertThat(names(on(classified(), answered(10), merged(7))))
        .containsExactly("acknowledgement.1", "answer.1");
    assertThat(names(on(classified(), rejected(10), merged(7))))
        .containsExactly("acknowledgement.1", "not-accepted.1");
    assertThat(names(on(classified(), merged(7), answered(10))))
        .containsExactly("acknowledgement.1", "merged.1", "answer.1");
  }

  @Test
  void doesNotMoveAPromiseThatHasLapsedOrIsKept() {
    assertThat(names(on(classified(), extended(24 * 10, 3)))).containsExactly("acknowledgement.1");
    assertThat(names(on(classified(), answered(10), extended(11, 3))))
        .containsExactly("acknowledgement.1", "answer.1");
    assertThat(names(on(invalid(), extended(3, 3)))).containsExactly("not-accepted.1");
    assertThat(names(on(classified(), rejected(), extended(3, 3))))
        .containsExactly("acknowledgement.1", "not-accepted.1");
  }

  @Test
  void tellsOnceThatAnOfficerDoesNotAcceptTheOpinion() {
    List<LetterIssued> letters = on(classified(), rejected(), rejected());

    assertThat(names(letters)).containsExactly("acknowledgement.1", "not-accepted.1");
    assertThat(letters.get(1).body()).contains("该事项已经进入诉讼、仲裁或行政复议程序");
    assertThat(names(on(invalid(), rejected()))).containsExactly("not-accepted.1");
    assertThat(names(on(classified(), answered(10), rejected(12))))
        .containsExactly("acknowledgement.1", "answer.1");
    assertThat(names(on(classified(), answered(10), rejected())))
        .as("said before the answer, whatever came in first")
        .containsExactly("acknowledgement.1", "answer.1", "not-accepted.1");
  }

  @Test
  void sendsAnAnswerToAnOpinionThatWasNotAcceptedButDoesNotReopenIt() {
    assertThat(names(on(invalid(), answered(10), rated(11, 1))))
        .containsExactly("not-accepted.1", "answer.1");
    assertThat(names(on(classified(), rejected(), answered(10), rated(11, 1))))
        .containsExactly("acknowledgement.1", "not-accepted.1", "answer.1");
  }

  @Test
  void keepsWhatComesBeforeTheClassification() {
    assertThat(names(on(rejected(), classified()))).containsExactly("not-accepted.1");
    assertThat(names(on(extended(5, 3), extended(6, 4), classified())))
        .containsExactly("acknowledgement.1", "extension.1");
    assertThat(names(on(rated(11, 1), answered(10), rejected(12), extended(12, 1), classified())))
        .containsExactly("acknowledgement.1", "answer.1", "extension.1", "second-handling.1");
  }

  /** Answers and ratings in any order across topics, with repeats, lead to the same letters. */
  @Test
  void doesNotDependOnTheOrderInWhichAnswersAndRatingsCome() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      List<Event> answers =
          times(random, 3)
              .mapToObj(hour -> ReplyFixtures.answered(ID, hour, "答复" + random.nextInt(2)))
              .map(Event.class::cast)
              .toList();
      List<Event> ratings =
          times(random, 5)
              .mapToObj(hour -> rated(hour, 1 + random.nextInt(5)))
              .map(Event.class::cast)
              .toList();
      List<List<Event>> topics = List.of(List.of(classified()), answers, ratings);

      List<String> expected = names(on(interleaved(topics, random)));

      for (int i = 0; i < 5; i++) {
        List<Event> order = interleaved(topics, random);
        assertThat(names(on(order)))
            .as("round %d: %s", round, order)
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @Test
  void sendsTheSameWordsOnceARoundWhateverWasReadFirst() {
    Event first = ReplyFixtures.answered(ID, 10, "已办结");
    Event again = ReplyFixtures.answered(ID, 12, "已办结");
    Event second = ReplyFixtures.answered(ID, 20, "已办结");
    Event secondAgain = ReplyFixtures.answered(ID, 22, "已办结");
    String[] letters = {"acknowledgement.1", "answer.1", "second-handling.1", "answer.2"};

    assertThat(names(on(classified(), first, again, rated(13, 1), second, secondAgain, first)))
        .containsExactly(letters);
    assertThat(names(on(classified(), first, again, second, secondAgain, second, rated(13, 1))))
        .containsExactly(letters);
    assertThat(names(on(first, second, rated(13, 1), classified()))).contains(letters).hasSize(4);
    assertThat(names(on(classified(), first, again, second, secondAgain)))
        .containsExactly("acknowledgement.1", "answer.1");
  }

  @Test
  void sendsTheSameWordsOnceARoundAlsoBeyondTheOneThatIsEscalated() {
    List<Event> answers =
        IntStream.of(10, 20, 30, 40)
            .mapToObj(hour -> (Event) ReplyFixtures.answered(ID, hour, "已办结"))
            .toList();
    List<Event> ratings = IntStream.of(11, 21, 31).mapToObj(hour -> rated(hour, 1)).toList();
    List<Event> events = new ArrayList<>(List.of(classified()));
    events.addAll(answers);
    events.addAll(ratings);

    assertThat(names(on(events)))
        .contains("answer.1", "answer.2", "answer.3", "answer.4")
        .doesNotHaveDuplicates()
        .hasSize(7);
  }

  @Test
  void movesThePromiseOfTheSecondHandlingAlsoWhenItsRatingIsReadAfterTheExtension() {
    List<LetterIssued> letters = on(classified(), answered(10), extended(30, 1), rated(11, 1));

    assertThat(names(letters)).endsWith("second-handling.1", "extension.1");
    assertThat(letters.get(3).answerBy()).isEqualTo(LocalDate.of(2026, 1, 14));
    assertThat(names(on(answered(10), extended(30, 1), classified(), rated(11, 1))))
        .endsWith("second-handling.1", "extension.1");
  }

  @Test
  void doesNotMoveThePromiseOfARoundThatBeganAfterTheExtension() {
    assertThat(names(on(classified(), answered(10), extended(12, 1), rated(20, 1))))
        .containsExactly("acknowledgement.1", "answer.1", "second-handling.1");
  }

  @Test
  void keepsItsFileThroughTheStore() {
    CaseFile file = CaseFile.EMPTY;
    JsonCodec<CaseFile> codec = JsonCodec.of(CaseFile.class);
    for (Event event :
        List.of(answered(10), rejected(), extended(9, 1), classified(), rated(11, 1))) {
      file = correspondence.on(file, event, at(100)).file();

      assertThat(codec.decode(codec.encode(file))).isEqualTo(file);
    }
  }

  @Test
  void keepsTheFirstAndTheLastOfManyRatingsOfEachSortInWhateverOrderTheyCome() {
    List<Integer> hours = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
    Collections.shuffle(hours, new Random(20260105));
    CaseFile file = CaseFile.EMPTY;
    for (int hour : hours) {
      file = correspondence.on(file, rated(hour, hour % 2 == 0 ? 2 : 3), at(500)).file();
    }

    assertThat(file.ratings())
        .extracting(CaseFile.RatingMark::ratedAt)
        .isEqualTo(
            IntStream.concat(IntStream.range(0, 64), IntStream.range(436, 500))
                .mapToObj(CorrespondenceTest::at)
                .toList());
  }

  @Test
  void reopensForALowRatingHoweverManyHighOnesCome() {
    List<Event> events = new ArrayList<>(List.of(classified()));
    IntStream.range(11, 200).mapToObj(hour -> rated(hour, 5)).forEach(events::add);
    events.add(rated(11, 1));
    events.add(answered(10));

    assertThat(names(on(events))).contains("second-handling.1");
  }

  @Test
  void refusesRulesThatNobodyMeans() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecondHandling(-1, Duration.ofHours(24)))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecondHandling(1, Duration.ofHours(-1)))
        .withMessageContaining("PT-1H");
  }

  private List<LetterIssued> on(Event... events) {
    return on(Arrays.asList(events));
  }

  private List<LetterIssued> on(List<Event> events) {
    CaseFile file = CaseFile.EMPTY;
    List<LetterIssued> letters = new ArrayList<>();
    for (Event event : events) {
      Correspondence.Step step = correspondence.on(file, event, at(200));
      letters.addAll(step.letters());
      file = step.file();
    }
    return letters;
  }

  /** Kind and ordinal of each. */
  private static List<String> names(List<LetterIssued> letters) {
    return letters.stream().map(letter -> letter.letterId().value().replace(ID + ".", "")).toList();
  }

  private static IntStream times(Random random, int most) {
    return random.ints(random.nextInt(most + 1), 1, 80).sorted();
  }

  /** One of the interleavings that keep each topic's order; any event may come again later. */
  private static List<Event> interleaved(List<List<Event>> topics, Random random) {
    int[] next = new int[topics.size()];
    List<Event> order = new ArrayList<>();
    while (true) {
      int[] left =
          IntStream.range(0, next.length).filter(i -> next[i] < topics.get(i).size()).toArray();
      if (left.length == 0) {
        return order;
      }
      int topic = left[random.nextInt(left.length)];
      order.add(topics.get(topic).get(next[topic]++));
      if (random.nextInt(3) == 0) {
        order.add(topics.get(topic).get(random.nextInt(next[topic])));
      }
    }
  }

  private static Instant at(int hours) {
    return ReplyFixtures.RECEIVED.plusSeconds(hours * 3600L);
  }

  private static Event classified() {
    return ReplyFixtures.classified(ID);
  }

  private static Event invalid() {
    return ReplyFixtures.classified(
        ID, Validity.TEST, ReplyFixtures.envelope("zh-Hans", false, true, null));
  }

  private Event answered(int hours) {
    return ReplyFixtures.answered(ID, hours, "答复" + hours);
  }

  private static Event rated(int hours, int level) {
    return ReplyFixtures.rated(ID, hours, level);
  }

  private static Event rejected() {
    return rejected(2);
  }

  private static Event rejected(int hours) {
    return new OpinionRejected(ID, "IN_COURT", "TRANSPORT", "key", at(hours), at(hours));
  }

  private static Event merged(@Nullable Integer earlier) {
    return new OpinionGrouped(
        ID, "issue", earlier == null ? null : ReplyFixtures.opinion(earlier), at(3));
  }

  private static Event extended(int hours, int days) {
    return new OpinionExtended(ID, days, "等待检测结果", "TRANSPORT", "key", at(hours), at(hours));
  }
}
