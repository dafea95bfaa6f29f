package org.opinionloop.reporting.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.reporting.cells.Grouping.Row;
import org.opinionloop.reporting.cells.Rates.Rate;
import org.opinionloop.reporting.letter.Letter.Block;
import org.opinionloop.reporting.letter.Letter.Chart;
import org.opinionloop.reporting.letter.Letter.Paragraph;
import org.opinionloop.reporting.letter.Letter.Table;

/** What was answered and what was done about it, by theme and by unit. */
final class HandlingPart {

  private static final int MOST_MEASURES = 5;

  private final Draft draft;

  HandlingPart(Draft draft) {
    this.draft = draft;
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(handled());
    for (Row row : Draft.ordered(draft.material().themes(), LoopCount.ANSWERED)) {
      blocks.add(measures(row));
    }
    if (draft.total().count(LoopCount.VALID) > 0) {
      blocks.add(units());
    }
    if (draft.total().count(LoopCount.DUE) > 0) {
      blocks.add(onTime());
    }
    blocks.addAll(new ServicesPart(draft).blocks());
    blocks.addAll(new PromisesPart(draft).blocks());
    return blocks;
  }

  private Paragraph handled() {
    Tracer.Figures whole = draft.whole();
    return new Paragraph(
        "截至"
            + Draft.day(draft.material().today())
            + "，本期有效意见已答复"
            + whole.count(LoopCount.ANSWERED)
            + "件，答复率"
            + whole.rate("answerRate")
            + "；到期应办"
            + whole.count(LoopCount.DUE)
            + "件，按时办结"
            + whole.count(LoopCount.ANSWERED_ON_TIME)
            + "件，按时办结率"
            + whole.rate("onTimeRate")
            + "；尚在办理"
            + whole.count(LoopCount.OPEN)
            + "件。");
  }

  private Paragraph measures(Row row) {
    Tracer.Figures figures = draft.of("theme", row);
    String measures =
        Draft.facets(row.tally(), "measure:").stream()
            .limit(MOST_MEASURES)
            .map(code -> draft.measure(code) + "（" + figures.facet("measure:" + code) + "件）")
            .collect(Collectors.joining("；"));
    return new Paragraph(
        "针对"
            + draft.theme(row.values().get(0))
            + "类意见，已答复"
            + figures.count(LoopCount.ANSWERED)
            + "件"
            + (measures.isEmpty() ? "" : "，采取的主要措施有：" + measures)
            + "。");
  }

  private Table units() {
    return new Table(
        draft.table("各承办单位办理情况"),
        List.of("承办单位", "有效意见", "已答复", "按时办结率", "超期", "重办"),
        Draft.ordered(draft.material().units(), LoopCount.VALID).stream()
            .map(
                row -> {
                  Tracer.Figures figures = draft.of("unit", row);
                  return List.of(
                      draft.unit(row.values().get(0)),
                      figures.count(LoopCount.VALID),
                      figures.count(LoopCount.ANSWERED),
                      figures.rate("onTimeRate"),
                      figures.count(LoopCount.OVERDUE),
                      figures.count(LoopCount.REOPENED));
                })
            .toList());
  }

  private Chart onTime() {
    return new Chart(
        draft.chart("各承办单位按时办结率"),
        Charts.bars(
            Draft.ordered(draft.material().units(), LoopCount.DUE).stream()
                .map(
                    row ->
                        new Charts.Bar(
                            draft.unit(row.values().get(0)),
                            Rate.of(
                                    row.tally().count(LoopCount.ANSWERED_ON_TIME),
                                    row.tally().count(LoopCount.DUE))
                                .orZero(),
                            draft.of("unit", row).rate("onTimeRate")))
                .toList(),
            1));
  }
}
