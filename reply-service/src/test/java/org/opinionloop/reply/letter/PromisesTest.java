package org.opinionloop.reply.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.reply.ReplyFixtures;

class PromisesTest {

  @ParameterizedTest
  @CsvSource({
    // A Monday: the days after it count.
    "2026-01-05T08:30:00Z, CONSULTATION, 2026-01-12",
    "2026-01-05T08:30:00Z, COMPLAINT, 2026-01-14",
    "2026-01-05T08:30:00Z, SUGGESTION, 2026-01-26",
    // Still the fifth in London, the sixth in the office's zone.
    "2026-01-05T16:30:00Z, CONSULTATION, 2026-01-13",
    // Over the Spring Festival: 14 February and 28 February are worked, 15 to 23 are not.
    "2026-02-13T02:00:00Z, CONSULTATION, 2026-02-27",
  })
  void promisesSoManyWorkingDaysAfterTheDayOfReceipt(
      Instant receivedAt, Kind kind, LocalDate answerBy) {
    Promise promise = ReplyFixtures.promises().answer(receivedAt, kind, "SERVICE");

    assertThat(promise.answerBy()).isEqualTo(answerBy);
    assertThat(promise.dueAt()).isEqualTo(WorkingTime.standard().endOf(answerBy));
  }

  @Test
  void followsTheLimitOfAThemeWhereThereIsOne() {
    Promises promises =
        new Promises(
            WorkingTime.standard(), days(7), Map.of("POLICY", Map.of(Kind.SUGGESTION, 1)), 2);

    assertThat(promises.answer(ReplyFixtures.RECEIVED, Kind.SUGGESTION, "POLICY").answerBy())
        .isEqualTo("2026-01-06");
    assertThat(promises.answer(ReplyFixtures.RECEIVED, Kind.HELP, "POLICY").answerBy())
        .isEqualTo("2026-01-14");
    assertThat(promises.secondHandling(ReplyFixtures.RECEIVED).answerBy()).isEqualTo("2026-01-07");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 251})
  void refusesALimitThatNobodyMeans(int days) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Promises(WorkingTime.standard(), days(days), Map.of(), 5))
        .withMessageContaining("" + days);
  }

  @Test
  void refusesAKindWithoutALimit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Promises(WorkingTime.standard(), Map.of(Kind.HELP, 7), Map.of(), 5))
        .withMessageContaining("CONSULTATION");
  }

  private static Map<Kind, Integer> days(int limit) {
    Map<Kind, Integer> days = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      days.put(kind, limit);
    }
    return days;
  }
}
