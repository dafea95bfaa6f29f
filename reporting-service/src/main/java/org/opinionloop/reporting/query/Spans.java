package org.opinionloop.reporting.query;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.cells.Span;
import org.opinionloop.reporting.cells.Tally;
import org.opinionloop.reporting.letter.Period;
import org.opinionloop.reporting.query.Parameters.Days;

/**
 * Rows that are spans of days themselves, as months, and the days that each is compared with. A
 * whole span is compared with the whole of the other one. The first and the last span may be cut by
 * the ends of the selection: such a one is compared with as many days of the other, counted to its
 * end if only the first days of the span are missing, and from the same day of it otherwise. So the
 * first three days of December are compared with the first three of November, and the last three of
 * March with the last three of February. A span of more days than the other has is compared with
 * the whole of it.
 *
 * @param selection by some span
 * @param at where the spans stand among the values of a row
 * @param step from a span to the one that it is compared with
 */
record Spans(Selection selection, int at, Span span, UnaryOperator<Period> step) {

  /**
   * A question that is to be asked about other days.
   *
   * @param cut the one span that is compared with all of these days; null if every whole one is
   *     compared with its own of them
   */
  record Part(Days days, @Nullable String cut) {}

  /**
   * What a row is compared with.
   *
   * @param cut its span, if that is cut
   * @param values those of the other row
   */
  record Key(@Nullable String cut, List<String> values) {}

  /** Those of a selection; empty if it does not tell any apart. */
  static Optional<Spans> of(Selection selection, UnaryOperator<Period> step) {
    for (int i = 0; i < selection.by().size(); i++) {
      Optional<Span> span = selection.by().get(i).span();
      if (span.isPresent()) {
        return Optional.of(new Spans(selection, i, span.get(), step));
      }
    }
    return Optional.empty();
  }

  /** Three at most, which together hold what every row is compared with. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    Period first = own(selection.from());
    Period last = own(selection.to());
    LocalDate from = first.from();
    LocalDate to = last.to();
    if (isCut(first)) {
      parts.add(new Part(days(first), first.code()));
      from = first.to().plusDays(1);
    }
    if (isCut(last)) {
      if (!last.equals(first)) {
        parts.add(new Part(days(last), last.code()));
      }
      to = last.from().minusDays(1);
    }
    if (!from.isAfter(to)) {
      parts.add(new Part(new Days(step.apply(own(from)).from(), step.apply(own(to)).to()), null));
    }
    return parts;
  }

  /** The answer to a part, by what the rows that need it look for. */
  Map<Key, Tally> found(Part part, Grouping sums) {
    Map<Key, Tally> found = new HashMap<>();
    sums.rows().forEach(row -> found.put(new Key(part.cut(), row.values()), row.tally()));
    return found;
  }

  /** What the row of these values is compared with. */
  Key key(List<String> values) {
    Period own = Period.parse(values.get(at));
    List<String> other = new ArrayList<>(values);
    other.set(at, step.apply(own).code());
    return new Key(isCut(own) ? own.code() : null, other);
  }

  /** On which days that lies. */
  Days days(List<String> values) {
    return days(Period.parse(values.get(at)));
  }

  private Days days(Period own) {
    Period other = step.apply(own);
    if (!isCut(own)) {
      return new Days(other.from(), other.to());
    }
    LocalDate from = later(own.from(), selection.from());
    LocalDate to = earlier(own.to(), selection.to());
    long length =
        Math.min(
            ChronoUnit.DAYS.between(from, to), ChronoUnit.DAYS.between(other.from(), other.to()));
    LocalDate latest = other.to().minusDays(length);
    LocalDate start =
        to.equals(own.to())
            ? latest
            : earlier(other.from().plusDays(ChronoUnit.DAYS.between(own.from(), from)), latest);
    return new Days(start, start.plusDays(length));
  }

  private boolean isCut(Period own) {
    return own.from().isBefore(selection.from()) || own.to().isAfter(selection.to());
  }

  private Period own(LocalDate day) {
    return Period.parse(span.of(day));
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
