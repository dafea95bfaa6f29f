package org.opinionloop.reporting.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics.Cell;
import org.opinionloop.reporting.cells.Dimension;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.cells.Tally;
import org.opinionloop.reporting.letter.Period;
import org.opinionloop.reporting.query.MetricsView.Comparison;
import org.opinionloop.reporting.query.MetricsView.Row;

class SpansTest {

  static final Weights WEIGHTS = new Weights(0, 0.9, 0.1, 0.5, 0.4);

  /** One opinion a day of each theme, from the first to the last. */
  static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

  static final LocalDate LAST = LocalDate.of(2026, 12, 31);

  @ParameterizedTest
  @CsvSource({
    // whole
    "2026-01-01, 2026-12-31, MONTH, 2026-03,  2026-02-01, 2026-02-28, 2025-03-01, 2025-03-31",
    "2026-01-01, 2026-12-31, WEEK,  2026-W52, 2026-12-14, 2026-12-20, 2025-12-22, 2025-12-28",
    // the last days are not in it
    "2026-01-01, 2026-12-01, MONTH, 2026-12,  2026-11-01, 2026-11-01, 2025-12-01, 2025-12-01",
    "2026-01-01, 2026-12-03, WEEK,  2026-W49, 2026-11-23, 2026-11-26, 2025-12-01, 2025-12-04",
    "2026-01-01, 2026-05-10, QUARTER, 2026-Q2, 2026-01-01, 2026-02-09, 2025-04-01, 2025-05-10",
    // the first days are not in it
    "2026-03-29, 2026-12-31, MONTH, 2026-03,  2026-02-26, 2026-02-28, 2025-03-29, 2025-03-31",
    "2026-06-06, 2026-12-31, WEEK,  2026-W23, 2026-05-30, 2026-05-31, 2025-06-07, 2025-06-08",
    // neither are
    "2026-12-10, 2026-12-12, MONTH, 2026-12,  2026-11-10, 2026-11-12, 2025-12-10, 2025-12-12",
    "2026-03-29, 2026-03-30, MONTH, 2026-03,  2026-02-27, 2026-02-28, 2025-03-29, 2025-03-30",
    // more days than the other has
    "2026-03-01, 2026-03-30, MONTH, 2026-03,  2026-02-01, 2026-02-28, 2025-03-01, 2025-03-30",
    "2026-03-02, 2026-03-31, MONTH, 2026-03,  2026-02-01, 2026-02-28, 2025-03-02, 2025-03-31",
    // a week 53 of which four days are in it, and the last week of the year before
    "2026-01-01, 2026-12-31, WEEK,  2026-W53, 2026-12-21, 2026-12-24, 2025-12-22, 2025-12-25"
  })
  void aSpanIsComparedWithAsManyDaysOfTheOtherAsAreInTheSelection(
      LocalDate from,
      LocalDate to,
      Dimension by,
      String span,
      LocalDate beforeFrom,
      LocalDate beforeTo,
      LocalDate yearBeforeFrom,
      LocalDate yearBeforeTo) {
    List<Comparison> change =
        view(from, to, by).rows().stream()
            .filter(row -> row.dimensions().get(by.code()).equals(span))
            .findFirst()
            .map(Row::change)
            .orElseThrow();

    assertThat(change).extracting(Comparison::from).containsExactly(beforeFrom, yearBeforeFrom);
    assertThat(change).extracting(Comparison::to).containsExactly(beforeTo, yearBeforeTo);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01/2026-12-01",
        "2026-03-29/2026-07-04",
        "2026-12-30/2026-12-31",
        "2026-02-11/2026-03-30",
        "2025-11-30/2026-02-01",
        "2026-11-02/2026-12-31"
      })
  void everyRowHasWhatCameOnJustTheDaysThatItSays(String days) {
    LocalDate from = LocalDate.parse(days.substring(0, 10));
    LocalDate to = LocalDate.parse(days.substring(11));
    for (Dimension by : Set.of(Dimension.DATE, Dimension.WEEK, Dimension.MONTH, Dimension.HALF)) {
      for (Row row : view(from, to, by, Dimension.THEME).rows()) {
        assertThat(row.change()).hasSize(2);
        for (Comparison each : row.change()) {
          long now = row.counts().get(LoopCount.RECEIVED);
          long then = each.from().datesUntil(each.to().plusDays(1)).count();
          assertThat(each.counts())
              .as("%s %s", row.dimensions(), each)
              .containsEntry(LoopCount.RECEIVED, now - then);
        }
      }
    }
  }

  @Test
  void onTheFirstOfAMonthNothingHasFallen() {
    MetricsView view = view(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 1), Dimension.MONTH);

    Row december = view.rows().get(view.rows().size() - 1);
    assertThat(december.dimensions()).containsEntry("month", "2026-12");
    assertThat(december.change()).extracting(Comparison::received).containsExactly(0.0, 0.0);
  }

  /** As the controller puts it together. */
  private static MetricsView view(LocalDate from, LocalDate to, Dimension... by) {
    Selection selection = Selection.of(from, to, by);
    return MetricsView.of(
        selection,
        sums(selection),
        WEIGHTS,
        List.of(
            other("before", selection, Period::before),
            other("yearBefore", selection, Period::yearBefore)));
  }

  private static Other other(String with, Selection selection, UnaryOperator<Period> step) {
    Spans spans = Spans.of(selection, step).orElseThrow();
    Map<Spans.Key, Tally> rows = new HashMap<>();
    spans
        .parts()
        .forEach(
            part ->
                rows.putAll(
                    spans.found(
                        part, sums(selection.within(part.days().from(), part.days().to())))));
    return new Other(with, selection, Tally.ZERO, rows, spans);
  }

  private static Grouping sums(Selection selection) {
    Grouping grouping = new Grouping(selection.by());
    FIRST
        .datesUntil(LAST.plusDays(1))
        .filter(day -> !day.isBefore(selection.from()) && !day.isAfter(selection.to()))
        .forEach(
            day -> {
              grouping.add(cell(day, "POLICY"), ONE);
              grouping.add(cell(day, "SERVICE"), ONE);
            });
    return grouping;
  }

  private static final Tally ONE = new Tally(Map.of(LoopCount.RECEIVED, 1L), Map.of(), Map.of());

  private static Cell cell(LocalDate day, String theme) {
    return new Cell(day, "website", theme, "TRANSPORT", "HELP", "TRANSPORT", Cell.NONE);
  }
}
