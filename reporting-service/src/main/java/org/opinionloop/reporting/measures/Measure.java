package org.opinionloop.reporting.measures;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.reporting.measures.MeasureView.Step;

/**
 * All that was said of one measure, as a set: neither order nor redelivery makes a difference. What
 * it means is read in the order of business time:
 *
 * <ul>
 *   <li>The first promise, with theme, text and due date, stands for good; a second one of the same
 *       id changes nothing, and nothing said of a measure that was never promised has an effect
 *       until it is.
 *   <li>From planned a measure goes under way, from both it is kept or dropped, and that is the
 *       end. What leads elsewhere, of two at the same time the second, is ignored.
 *   <li>Only the unit that has promised may move it.
 * </ul>
 *
 * What is ignored stands in the history as such. The latest {@value #KEPT} of each unit are kept,
 * and the promise.
 *
 * @param promise absent until it comes
 */
public record Measure(@Nullable MeasureRecorded promise, List<MeasureRecorded> moves) {

  /** Nothing was said. */
  public static final Measure UNKNOWN = new Measure(null, List.of());

  static final int KEPT = 64;

  private static final Comparator<MeasureRecorded> ORDER =
      Comparator.comparing(MeasureRecorded::at)
          .thenComparing(MeasureRecorded::recordedAt)
          .thenComparing(MeasureRecorded::state)
          .thenComparing(Record::toString);

  /** Copies the list. */
  public Measure {
    moves = List.copyOf(moves);
  }

  /** What is known when this is known too; this very one if it says nothing new. */
  public Measure with(MeasureRecorded event) {
    if (event.theme() != null && event.text() != null && event.dueDate() != null) {
      return promise != null && ORDER.compare(promise, event) <= 0
          ? this
          : new Measure(event, moves);
    }
    if (moves.contains(event)) {
      return this;
    }
    List<MeasureRecorded> more =
        Stream.concat(moves.stream(), Stream.of(event)).sorted(ORDER).toList();
    // Of each unit by itself: what others say, which moves nothing, displaces nothing either.
    List<MeasureRecorded> own =
        more.stream().filter(each -> each.unit().equals(event.unit())).toList();
    return new Measure(
        promise,
        own.size() <= KEPT
            ? more
            : more.stream().filter(each -> !each.equals(own.get(0))).toList());
  }

  /** What it comes to; nothing before it is promised. */
  public Optional<MeasureView> view(WorkingTime time) {
    return Optional.ofNullable(promise).map(promised -> view(promised, time));
  }

  private MeasureView view(MeasureRecorded promised, WorkingTime time) {
    MeasureState state = promised.state();
    MeasureRecorded last = promised;
    Stream.Builder<Step> history = Stream.builder();
    history.add(new Step("promised", promised.at()));
    for (MeasureRecorded move : moves) {
      boolean moves =
          state.leadsTo(move.state())
              && move.unit().equals(promised.unit())
              && !move.at().isBefore(promised.at());
      history.add(new Step(moves ? code(move.state()) : "ignored", move.at()));
      if (moves) {
        state = move.state();
        last = move;
      }
    }
    return new MeasureView(
        promised.measureId(),
        promised.unit(),
        Objects.requireNonNull(promised.theme()),
        Objects.requireNonNull(promised.text()),
        Objects.requireNonNull(promised.dueDate()),
        state,
        last.reason(),
        promised.opinions(),
        promised.issues(),
        time.dayOf(promised.at()),
        state.isOpen() ? null : time.dayOf(last.at()),
        history.build().sorted(Comparator.comparing(Step::at)).toList());
  }

  private static String code(MeasureState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
