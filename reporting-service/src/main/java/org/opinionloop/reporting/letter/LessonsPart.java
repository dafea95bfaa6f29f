package org.opinionloop.reporting.letter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.reporting.cells.Grouping.Row;
import org.opinionloop.reporting.cells.Rates;
import org.opinionloop.reporting.cells.Rates.Rate;
import org.opinionloop.reporting.cells.Tally;
import org.opinionloop.reporting.letter.Letter.Block;
import org.opinionloop.reporting.letter.Letter.Paragraph;
import org.opinionloop.reporting.letter.Material.Finding;
import org.opinionloop.reporting.measures.MeasureView;

/** What the figures teach: where the loop is slow, and where people are not content. */
final class LessonsPart {

  private static final double ON_TIME_GOAL = 0.95;
  private static final double SATISFACTION_GOAL = 0.85;
  private static final int MOST_UNITS = 3;

  /** Fewer answers than these do not make a unit slow. */
  private static final int ENOUGH = 5;

  private static final Map<String, String> NAMES =
      Map.of("onTimeRate", "按时办结率", "resolutionRate", "解决率", "satisfactionRate", "满意率");

  private final Draft draft;
  private final Tracer.Figures whole;
  private final List<Block> blocks = new ArrayList<>();
  private final Set<Finding> findings = EnumSet.noneOf(Finding.class);

  LessonsPart(Draft draft) {
    this.draft = draft;
    this.whole = draft.whole();
    pace();
    ratings();
    change("与上期相比", "before", draft.material().before());
    change("与上年同期相比", "yearBefore", draft.material().yearBefore());
    overdue();
    dissatisfied();
    reopened();
    unreviewed();
    promises();
    services();
    if (findings.isEmpty()) {
      findings.add(Finding.ON_COURSE);
      say("本期办理平稳，未发现超期、低评价或退回重办的突出问题。");
    }
  }

  List<Block> blocks() {
    return blocks;
  }

  /** What was found, in the order of {@link Finding}. */
  Set<Finding> findings() {
    return findings;
  }

  private void say(String text) {
    blocks.add(new Paragraph(text));
  }

  private long count(LoopCount count) {
    return draft.total().count(count);
  }

  private void pace() {
    if (draft.total().duration(LoopMetrics.ANSWER).count() == 0) {
      return;
    }
    say(
        "从收到到答复，半数意见在"
            + whole.medianHours()
            + "个工作小时内办结，九成在"
            + whole.mostHours()
            + "个工作小时内办结。"
            + draft.material().units().stream()
                .filter(row -> row.tally().duration(LoopMetrics.ANSWER).count() >= ENOUGH)
                .max(
                    Comparator.comparingDouble(
                        row -> row.tally().duration(LoopMetrics.ANSWER).quantile(0.5)))
                .map(
                    row ->
                        "其中用时最长的是"
                            + draft.unit(row.values().get(0))
                            + "，半数意见用了"
                            + draft.of("unit", row).medianHours()
                            + "个工作小时以上。")
                .orElse(""));
  }

  private void ratings() {
    if (count(LoopCount.EFFECTIVE_FOLLOW_UPS) > 0) {
      say(
          "本期有效回访和评价"
              + whole.count(LoopCount.EFFECTIVE_FOLLOW_UPS)
              + "件，响应率"
              + whole.rate("responseRate")
              + "，解决率"
              + whole.rate("resolutionRate")
              + "，满意率"
              + whole.rate("satisfactionRate")
              + "，综合得分"
              + whole.rate("compositeScore")
              + "分。");
    }
  }

  /** How the rates that matter most moved, in percentage points. */
  private void change(String than, String with, Tally other) {
    Map<String, Rate> before = Rates.of(other, draft.material().weights());
    String moved =
        Stream.of("onTimeRate", "resolutionRate", "satisfactionRate")
            .flatMap(name -> moved(name, with, before.getOrDefault(name, Rate.NONE)).stream())
            .collect(Collectors.joining("，"));
    if (!moved.isEmpty()) {
      say(than + "，" + moved + "。");
    }
  }

  private Optional<String> moved(String name, String with, Rate before) {
    Double points =
        Rates.points(
            name,
            Rates.of(draft.total(), draft.material().weights()).getOrDefault(name, Rate.NONE),
            before);
    if (points == null) {
      return Optional.empty();
    }
    if (Tracer.isFlat(points)) {
      return Optional.of(NAMES.get(name) + Tracer.FLAT);
    }
    String shown =
        draft
            .tracer()
            .number(
                "rates." + name,
                Tracer.decimal(Math.abs(points)),
                points,
                Question.change(draft.material().period(), with));
    return Optional.of(NAMES.get(name) + (points < 0 ? "下降" : "上升") + shown + "个百分点");
  }

  private void overdue() {
    if (count(LoopCount.OVERDUE) == 0) {
      return;
    }
    findings.add(Finding.OVERDUE);
    if (count(LoopCount.ANSWERED_ON_TIME) < ON_TIME_GOAL * count(LoopCount.DUE)) {
      findings.add(Finding.SLOW);
    }
    say(
        "不足之处在于：有"
            + whole.count(LoopCount.OVERDUE)
            + "件超过承诺期限，超期率"
            + whole.rate("overdueRate")
            + "，主要涉及"
            + Draft.ordered(draft.material().units(), LoopCount.OVERDUE).stream()
                .limit(MOST_UNITS)
                .map(this::overdue)
                .collect(Collectors.joining("、"))
            + "。");
  }

  private String overdue(Row row) {
    return draft.unit(row.values().get(0))
        + "（"
        + draft.of("unit", row).count(LoopCount.OVERDUE)
        + "件）";
  }

  private void dissatisfied() {
    if (count(LoopCount.DISSATISFIED) == 0) {
      return;
    }
    if (count(LoopCount.SATISFIED) + count(LoopCount.FAIRLY_SATISFIED)
        < SATISFACTION_GOAL * count(LoopCount.EFFECTIVE_FOLLOW_UPS)) {
      findings.add(Finding.DISSATISFIED);
    }
    say(
        "评价为不满意的"
            + whole.count(LoopCount.DISSATISFIED)
            + "件，主要集中在"
            + Draft.ordered(draft.material().themes(), LoopCount.DISSATISFIED).stream()
                .limit(2)
                .map(
                    row ->
                        draft.theme(row.values().get(0))
                            + "（"
                            + draft.of("theme", row).count(LoopCount.DISSATISFIED)
                            + "件）")
                .collect(Collectors.joining("、"))
            + "方面。");
  }

  private void reopened() {
    if (count(LoopCount.REOPENED) == 0) {
      return;
    }
    findings.add(Finding.REOPENED);
    say(
        "有"
            + whole.count(LoopCount.REOPENED)
            + "件因评价较低退回重办，重办率"
            + whole.rate("secondHandlingRate")
            + "（占已答复件数）；一次办结率"
            + whole.rate("firstTimeSettlementRate")
            + "（占已办结件数）。");
  }

  private void promises() {
    List<MeasureView> overdue = draft.material().promises().overdue().page();
    if (!overdue.isEmpty()) {
      findings.add(Finding.PROMISES_OVERDUE);
      say(
          "承诺措施中，"
              + overdue.stream()
                  .limit(MOST_UNITS)
                  .map(each -> draft.unit(each.unit()) + "的“" + each.text() + "”")
                  .collect(Collectors.joining("、"))
              + "逾期尚未兑现。");
    }
  }

  private void services() {
    new ServicesPart(draft)
        .weakest(SATISFACTION_GOAL, ENOUGH)
        .ifPresent(
            weakest -> {
              findings.add(Finding.SERVICES);
              say("实时评价最低的服务事项是" + weakest + "。");
            });
  }

  private void unreviewed() {
    if (count(LoopCount.NEEDS_REVIEW) > 0) {
      findings.add(Finding.UNREVIEWED);
      say("尚有" + whole.count(LoopCount.NEEDS_REVIEW) + "件意见的分类有待人工核实。");
    }
  }
}
