package org.opinionloop.reporting.letter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.opinionloop.contracts.DurationHistogram;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.reporting.cells.Grouping.Row;
import org.opinionloop.reporting.cells.Tally;
import org.opinionloop.reporting.letter.Letter.Block;
import org.opinionloop.reporting.letter.Letter.Chart;
import org.opinionloop.reporting.letter.Letter.Paragraph;
import org.opinionloop.reporting.letter.Letter.Section;
import org.opinionloop.reporting.letter.Letter.Table;
import org.opinionloop.reporting.letter.Material.Finding;

/**
 * Composes the public letter in its five parts: background, collection and analysis, measures,
 * experience and lessons, improvements and outlook. Says only what the figures say.
 */
public final class LetterComposer {

  private static final String LANGUAGE = "zh-Hans";
  private static final int MOST_TOPICS = 3;
  private static final int MOST_MEASURES = 5;
  private static final double ON_TIME_GOAL = 0.95;
  private static final double SATISFACTION_GOAL = 0.85;

  private final Material material;
  private final Tracer tracer;
  private final Tally total;

  private LetterComposer(Material material) {
    this.material = material;
    this.tracer = new Tracer(material.weights());
    this.total = material.total();
  }

  /** The letter made of this. */
  public static Letter compose(Material material) {
    return new LetterComposer(material).letter();
  }

  private Letter letter() {
    Period period = material.period();
    Set<Finding> findings = EnumSet.noneOf(Finding.class);
    List<Section> sections =
        List.of(
            new Section("一、工作背景", background()),
            new Section("二、意见收集与分析", analysis()),
            new Section("三、办理情况与采取的措施", measures()),
            new Section("四、经验与不足", lessons(findings)),
            new Section("五、改进方向与下一步打算", outlook(findings)));
    boolean provisional = !material.today().isAfter(period.to());
    return new Letter(
        period.code(),
        period.from(),
        period.to(),
        provisional,
        material.office().organ(),
        "关于" + period.title() + "公众意见建议收集办理情况的复函",
        material.office().addressee(),
        sections,
        "感谢社会各界对我们工作的关心、支持和监督，欢迎继续提出宝贵意见。专此函复。",
        material.office().signature(),
        material.today(),
        tracer.figures());
  }

  private List<Block> background() {
    return List.of(
        new Paragraph(
            "为畅通社情民意反映渠道，及时回应社会关切，我们通过"
                + names(material.channels(), this::channel)
                + "等渠道，常态化收集公众意见建议，对每一件意见实行登记、分类、交办、答复、评价、统计的全流程闭环管理，做到件件有着落、事事有回音。现将"
                + material.period().title()
                + "（"
                + day(material.period().from())
                + "至"
                + day(material.period().to())
                + "）意见建议收集和办理情况函复如下。"));
  }

  private List<Block> analysis() {
    String query = query("");
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Paragraph(
            "本期共收到意见建议"
                + tracer.count(LoopCount.RECEIVED, total, "", query)
                + "件，其中有效意见"
                + tracer.count(LoopCount.VALID, total, "", query)
                + "件，有效率"
                + tracer.rate("validRate", total, "", query)
                + "；不予受理"
                + tracer.count(LoopCount.NOT_ACCEPTED, total, "", query)
                + "件，合并办理"
                + tracer.count(LoopCount.MERGED, total, "", query)
                + "件。"
                + change("较上期", material.before(), material.period().before())
                + change("较上年同期", material.yearBefore(), material.period().yearBefore())));
    blocks.add(
        new Paragraph(
            "从渠道看，"
                + counted(material.channels(), this::channel, "channel")
                + "。从内容看，"
                + counted(material.themes(), this::theme, "theme")
                + "。"));
    blocks.add(new Chart("图1 有效意见按主题占比", shares(material.themes(), this::theme)));
    for (Row row : ordered(material.themes())) {
      String topics = topics(row);
      if (!topics.isEmpty()) {
        blocks.add(new Paragraph(theme(row.values().get(0)) + "类意见主要集中在" + topics + "。"));
      }
    }
    blocks.add(
        new Chart(
            "图2 收到意见数量走势",
            Charts.columns(
                material.trend().stream()
                    .map(
                        row ->
                            new Charts.Bar(
                                row.values().get(0).replaceFirst("^\\d{4}-", ""),
                                row.tally().count(LoopCount.RECEIVED),
                                Long.toString(row.tally().count(LoopCount.RECEIVED))))
                    .toList())));
    return blocks;
  }

  private List<Block> measures() {
    String query = query("");
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Paragraph(
            "截至"
                + day(material.today())
                + "，本期有效意见已答复"
                + tracer.count(LoopCount.ANSWERED, total, "", query)
                + "件，答复率"
                + tracer.rate("answerRate", total, "", query)
                + "；到期应办"
                + tracer.count(LoopCount.DUE, total, "", query)
                + "件，按时办结"
                + tracer.count(LoopCount.ANSWERED_ON_TIME, total, "", query)
                + "件，按时办结率"
                + tracer.rate("onTimeRate", total, "", query)
                + "；尚在办理"
                + tracer.count(LoopCount.OPEN, total, "", query)
                + "件。"));
    for (Row row : ordered(material.themes())) {
      String code = row.values().get(0);
      String of = "[theme=" + code + "]";
      String byTheme = query("&by=theme");
      List<Map.Entry<String, Long>> measures = facets(row.tally(), "measure:");
      if (row.tally().count(LoopCount.ANSWERED) == 0) {
        continue;
      }
      blocks.add(
          new Paragraph(
              "针对"
                  + theme(code)
                  + "类意见，已答复"
                  + tracer.count(LoopCount.ANSWERED, row.tally(), of, byTheme)
                  + "件"
                  + (measures.isEmpty()
                      ? "。"
                      : "，采取的主要措施有："
                          + measures.stream()
                              .limit(MOST_MEASURES)
                              .map(
                                  each ->
                                      each.getKey()
                                          + "（"
                                          + tracer.noted(
                                              "facets.measure:" + each.getKey() + of,
                                              each.getValue().toString(),
                                              byTheme)
                                          + "件）")
                              .collect(Collectors.joining("；"))
                          + "。")));
    }
    blocks.add(unitTable());
    blocks.add(
        new Chart(
            "图3 各承办单位按时办结率",
            Charts.bars(
                dueUnits().stream()
                    .map(
                        row -> {
                          double rate =
                              (double) row.tally().count(LoopCount.ANSWERED_ON_TIME)
                                  / row.tally().count(LoopCount.DUE);
                          return new Charts.Bar(
                              unit(row.values().get(0)), rate, Tracer.percent(rate));
                        })
                    .toList(),
                1)));
    return blocks;
  }

  private Table unitTable() {
    String query = query("&by=unit");
    return new Table(
        "表1 各承办单位办理情况",
        List.of("承办单位", "有效意见", "已答复", "按时办结率", "超期", "重办"),
        ordered(material.units()).stream()
            .map(
                row -> {
                  String of = "[unit=" + row.values().get(0) + "]";
                  return List.of(
                      unit(row.values().get(0)),
                      tracer.count(LoopCount.VALID, row.tally(), of, query),
                      tracer.count(LoopCount.ANSWERED, row.tally(), of, query),
                      tracer.rate("onTimeRate", row.tally(), of, query),
                      tracer.count(LoopCount.OVERDUE, row.tally(), of, query),
                      tracer.count(LoopCount.REOPENED, row.tally(), of, query));
                })
            .toList());
  }

  private List<Block> lessons(Set<Finding> findings) {
    String query = query("");
    List<Block> blocks = new ArrayList<>();
    DurationHistogram answer = total.duration(LoopMetrics.ANSWER);
    if (answer.count() > 0) {
      blocks.add(
          new Paragraph(
              "从收到到答复，半数意见在"
                  + tracer.noted("durations.answer.p50", hours(answer.quantile(0.5)), query)
                  + "个工作小时内办结，九成在"
                  + tracer.noted("durations.answer.p90", hours(answer.quantile(0.9)), query)
                  + "个工作小时内办结。"));
    }
    if (total.count(LoopCount.EFFECTIVE_FOLLOW_UPS) > 0) {
      blocks.add(
          new Paragraph(
              "本期有效回访和评价"
                  + tracer.count(LoopCount.EFFECTIVE_FOLLOW_UPS, total, "", query)
                  + "件，响应率"
                  + tracer.rate("responseRate", total, "", query)
                  + "，解决率"
                  + tracer.rate("resolutionRate", total, "", query)
                  + "，满意率"
                  + tracer.rate("satisfactionRate", total, "", query)
                  + "，综合得分"
                  + tracer.rate("compositeScore", total, "", query)
                  + "分。"));
    }
    overdue(findings, blocks);
    dissatisfied(findings, blocks);
    if (total.count(LoopCount.REOPENED) > 0) {
      findings.add(Finding.REOPENED);
      blocks.add(
          new Paragraph(
              "有"
                  + tracer.count(LoopCount.REOPENED, total, "", query)
                  + "件因评价较低退回重办，重办率"
                  + tracer.rate("secondHandlingRate", total, "", query)
                  + "，一次办结率"
                  + tracer.rate("firstTimeSettlementRate", total, "", query)
                  + "。"));
    }
    if (total.count(LoopCount.NEEDS_REVIEW) > 0) {
      findings.add(Finding.UNREVIEWED);
      blocks.add(
          new Paragraph(
              "尚有" + tracer.count(LoopCount.NEEDS_REVIEW, total, "", query) + "件意见的分类有待人工核实。"));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ON_COURSE);
      blocks.add(new Paragraph("本期办理平稳，未发现超期、低评价或退回重办的突出问题。"));
    }
    return blocks;
  }

  private void overdue(Set<Finding> findings, List<Block> blocks) {
    if (total.count(LoopCount.OVERDUE) == 0) {
      return;
    }
    findings.add(Finding.OVERDUE);
    if (total.count(LoopCount.ANSWERED_ON_TIME) < ON_TIME_GOAL * total.count(LoopCount.DUE)) {
      findings.add(Finding.SLOW);
    }
    String query = query("&by=unit");
    blocks.add(
        new Paragraph(
            "不足之处在于：有"
                + tracer.count(LoopCount.OVERDUE, total, "", query(""))
                + "件超过承诺期限，超期率"
                + tracer.rate("overdueRate", total, "", query(""))
                + "，主要涉及"
                + material.units().stream()
                    .filter(row -> row.tally().count(LoopCount.OVERDUE) > 0)
                    .sorted(
                        Comparator.comparing((Row row) -> -row.tally().count(LoopCount.OVERDUE)))
                    .limit(MOST_TOPICS)
                    .map(
                        row ->
                            unit(row.values().get(0))
                                + "（"
                                + tracer.count(
                                    LoopCount.OVERDUE,
                                    row.tally(),
                                    "[unit=" + row.values().get(0) + "]",
                                    query)
                                + "件）")
                    .collect(Collectors.joining("、"))
                + "。"));
  }

  private void dissatisfied(Set<Finding> findings, List<Block> blocks) {
    long followUps = total.count(LoopCount.EFFECTIVE_FOLLOW_UPS);
    long dissatisfied = total.count(LoopCount.DISSATISFIED);
    if (dissatisfied == 0) {
      return;
    }
    if (total.count(LoopCount.SATISFIED) + total.count(LoopCount.FAIRLY_SATISFIED)
        < SATISFACTION_GOAL * followUps) {
      findings.add(Finding.DISSATISFIED);
    }
    blocks.add(
        new Paragraph(
            "评价为不满意的"
                + tracer.count(LoopCount.DISSATISFIED, total, "", query(""))
                + "件，主要集中在"
                + material.themes().stream()
                    .filter(row -> row.tally().count(LoopCount.DISSATISFIED) > 0)
                    .sorted(
                        Comparator.comparing(
                            (Row row) -> -row.tally().count(LoopCount.DISSATISFIED)))
                    .limit(2)
                    .map(row -> theme(row.values().get(0)))
                    .collect(Collectors.joining("、"))
                + "方面。"));
  }

  private List<Block> outlook(Set<Finding> findings) {
    List<Block> blocks = new ArrayList<>();
    for (Finding finding : findings) {
      String improvement = material.office().improvements().get(finding);
      if (improvement != null && !improvement.isBlank()) {
        blocks.add(new Paragraph(improvement));
      }
    }
    blocks.add(new Paragraph(material.office().outlook()));
    return blocks;
  }

  private String change(String than, Tally other, Period period) {
    long before = other.count(LoopCount.RECEIVED);
    if (before == 0) {
      return "";
    }
    double change = (double) (total.count(LoopCount.RECEIVED) - before) / before;
    String query = "/v1/metrics?from=" + period.from() + "&to=" + period.to();
    String count = tracer.count(LoopCount.RECEIVED, other, "[" + period.code() + "]", query);
    String shown =
        tracer.noted(
            "change.received[" + period.code() + "]", Tracer.percent(Math.abs(change)), query);
    return than + "（" + count + "件）" + (change < 0 ? "下降" : "上升") + shown + "。";
  }

  private String counted(
      List<Row> rows, java.util.function.UnaryOperator<String> name, String dimension) {
    String query = query("&by=" + dimension);
    return ordered(rows).stream()
        .map(
            row -> {
              String of = "[" + dimension + "=" + row.values().get(0) + "]";
              return name.apply(row.values().get(0))
                  + tracer.count(LoopCount.VALID, row.tally(), of, query)
                  + "件，占"
                  + tracer.share(LoopCount.VALID, row.tally(), total, of, query);
            })
        .collect(Collectors.joining("；"));
  }

  private String topics(Row row) {
    String of = "[theme=" + row.values().get(0) + "]";
    return facets(row.tally(), "topic:").stream()
        .limit(MOST_TOPICS)
        .map(
            each ->
                topic(each.getKey())
                    + "（"
                    + tracer.noted(
                        "facets.topic:" + each.getKey() + of,
                        each.getValue().toString(),
                        query("&by=theme"))
                    + "件）")
        .collect(Collectors.joining("、"));
  }

  private static List<Map.Entry<String, Long>> facets(Tally tally, String prefix) {
    return tally.facets().entrySet().stream()
        .filter(each -> each.getKey().startsWith(prefix))
        .map(each -> Map.entry(each.getKey().substring(prefix.length()), each.getValue()))
        .sorted(
            Comparator.comparing((Map.Entry<String, Long> each) -> -each.getValue())
                .thenComparing(Map.Entry::getKey))
        .toList();
  }

  private String shares(List<Row> rows, java.util.function.UnaryOperator<String> name) {
    long all = Math.max(1, total.count(LoopCount.VALID));
    List<Charts.Bar> bars =
        ordered(rows).stream()
            .map(
                row -> {
                  double share = (double) row.tally().count(LoopCount.VALID) / all;
                  return new Charts.Bar(
                      name.apply(row.values().get(0)), share, Tracer.percent(share));
                })
            .toList();
    return Charts.bars(bars, bars.stream().mapToDouble(Charts.Bar::value).max().orElse(1));
  }

  private List<Row> dueUnits() {
    return ordered(material.units()).stream()
        .filter(row -> row.tally().count(LoopCount.DUE) > 0)
        .toList();
  }

  /** Those with valid opinions, most first. */
  private static List<Row> ordered(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.tally().count(LoopCount.VALID) > 0)
        .sorted(Comparator.comparing((Row row) -> -row.tally().count(LoopCount.VALID)))
        .toList();
  }

  private String names(List<Row> rows, java.util.function.UnaryOperator<String> name) {
    String names =
        ordered(rows).stream()
            .map(row -> name.apply(row.values().get(0)))
            .collect(Collectors.joining("、"));
    return names.isEmpty() ? String.join("、", material.office().channels().values()) : names;
  }

  private String query(String more) {
    return "/v1/metrics?from=" + material.period().from() + "&to=" + material.period().to() + more;
  }

  private String channel(String code) {
    return material.office().channels().getOrDefault(code, code);
  }

  private String theme(String code) {
    return material
        .taxonomy()
        .theme(code)
        .map(theme -> theme.names().in(LANGUAGE))
        .orElse(code.equals("UNCLASSIFIED") ? "尚未分类" : code);
  }

  private String topic(String code) {
    return material.taxonomy().themes().stream()
        .map(Taxonomy.Theme::topics)
        .flatMap(List::stream)
        .filter(topic -> topic.code().equals(code))
        .map(topic -> topic.names().in(LANGUAGE))
        .findFirst()
        .orElse(code);
  }

  private String unit(String code) {
    return material
        .taxonomy()
        .unit(code)
        .map(unit -> unit.names().in(LANGUAGE))
        .orElse(code.equals("UNCLASSIFIED") ? "尚未分派" : code);
  }

  private static String hours(double minutes) {
    return Tracer.decimal(minutes / 60);
  }

  private static String day(java.time.LocalDate date) {
    return LetterHtml.day(date);
  }
}
