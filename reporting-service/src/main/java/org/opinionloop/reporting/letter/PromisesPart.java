package org.opinionloop.reporting.letter;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.reporting.letter.Letter.Block;
import org.opinionloop.reporting.letter.Letter.Paragraph;
import org.opinionloop.reporting.letter.Letter.Table;
import org.opinionloop.reporting.measures.MeasureView;

/** Which measures were promised, which were kept and which are overdue. */
final class PromisesPart {

  private static final int MOST_ROWS = 20;

  private final Draft draft;
  private final Material.Promises promises;

  PromisesPart(Draft draft) {
    this.draft = draft;
    this.promises = draft.material().promises();
  }

  /** None, if nothing was ever promised. */
  List<Block> blocks() {
    Set<MeasureView> all = new LinkedHashSet<>();
    Stream.of(promises.overdue(), promises.promised(), promises.kept())
        .forEach(found -> all.addAll(found.page()));
    if (all.isEmpty()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    Period period = draft.material().period();
    blocks.add(
        new Paragraph(
            "对需要一段时间解决的问题，各承办单位向社会作出承诺并逐项跟踪。本期承诺措施"
                + count(promises.promised().total(), "promised", promised(period))
                + "项，本期兑现"
                + count(promises.kept().total(), "kept", kept(period))
                + "项，逾期尚未兑现"
                + count(promises.overdue().total(), "overdue", overdue(period))
                + "项。"));
    blocks.add(
        new Table(
            draft.table("承诺措施完成情况"),
            List.of("措施", "承办单位", "期限", "进展"),
            all.stream()
                .sorted(Comparator.comparing(MeasureView::dueDate))
                .limit(MOST_ROWS)
                .map(
                    each ->
                        List.of(
                            each.text(),
                            draft.unit(each.unit()),
                            day(each.dueDate()),
                            progress(each)))
                .toList()));
    return blocks;
  }

  static String promised(Period period) {
    return "promisedFrom=" + period.from() + "&promisedTo=" + period.to();
  }

  static String kept(Period period) {
    return "state=kept&endedFrom=" + period.from() + "&endedTo=" + period.to();
  }

  static String overdue(Period period) {
    return "overdue=true&promisedTo=" + period.to();
  }

  private String count(long total, String which, String parameters) {
    return draft.tracer().count("total", total, Question.measures(which, parameters));
  }

  private String progress(MeasureView measure) {
    LocalDate ended = measure.endedOn();
    if (measure.state() == MeasureState.KEPT && ended != null) {
      return ended.isAfter(measure.dueDate()) ? day(ended) + "兑现（逾期）" : day(ended) + "兑现";
    }
    if (measure.state() == MeasureState.DROPPED) {
      return measure.reason() == null ? "终止" : "终止：" + measure.reason();
    }
    return measure.overdue(draft.material().today())
        ? "逾期"
        : measure.state() == MeasureState.UNDER_WAY ? "进行中" : "已列入计划";
  }

  private static String day(LocalDate day) {
    return day.getYear() + "." + day.getMonthValue() + "." + day.getDayOfMonth();
  }
}
