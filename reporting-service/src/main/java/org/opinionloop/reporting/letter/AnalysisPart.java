package org.opinionloop.reporting.letter;

import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.reporting.cells.Dimension;
import org.opinionloop.reporting.cells.Grouping.Row;
import org.opinionloop.reporting.cells.Rates;
import org.opinionloop.reporting.cells.Rates.Rate;
import org.opinionloop.reporting.cells.Span;
import org.opinionloop.reporting.cells.Tally;
import org.opinionloop.reporting.hot.HotTopic;
import org.opinionloop.reporting.letter.Letter.Block;
import org.opinionloop.reporting.letter.Letter.Chart;
import org.opinionloop.reporting.letter.Letter.Paragraph;

/** What came in, through which doors, and what it was about. */
final class AnalysisPart {

  private static final int MOST_TOPICS = 3;

  private final Draft draft;

  AnalysisPart(Draft draft) {
    this.draft = draft;
  }

  List<Block> blocks() {
    Material material = draft.material();
    List<Block> blocks = new ArrayList<>();
    blocks.add(collected());
    if (draft.total().count(LoopCount.VALID) > 0) {
      blocks.add(
          new Paragraph(
              "从渠道看，"
                  + shares(material.channels(), "channel", draft::channel)
                  + "。从内容看，"
                  + shares(material.themes(), "theme", draft::theme)
                  + "。"));
      blocks.add(themes());
    }
    for (Row row : Draft.ordered(material.themes(), LoopCount.VALID)) {
      List<String> topics = Draft.facets(row.tally(), "topic:");
      if (!topics.isEmpty()) {
        blocks.add(
            new Paragraph(
                draft.theme(row.values().get(0)) + "类意见主要集中在" + topics(row, topics) + "。"));
      }
    }
    if (!material.hot().isEmpty()) {
      blocks.add(new Paragraph(hot()));
    }
    blocks.add(trend());
    return blocks;
  }

  private Paragraph collected() {
    Tracer.Figures whole = draft.whole();
    return new Paragraph(
        "本期共收到意见建议"
            + whole.count(LoopCount.RECEIVED)
            + "件，其中有效意见"
            + whole.count(LoopCount.VALID)
            + "件，有效率"
            + whole.rate("validRate")
            + "；不予受理"
            + whole.count(LoopCount.NOT_ACCEPTED)
            + "件，合并办理"
            + whole.count(LoopCount.MERGED)
            + "件。"
            + change("较上期", "before", draft.material().before())
            + change("较上年同期", "yearBefore", draft.material().yearBefore()));
  }

  /** How many more or fewer came in; nothing if there is nothing to compare with. */
  private String change(String than, String with, Tally other) {
    Double change = Rates.growth(draft.total(), other);
    if (change == null) {
      return "";
    }
    Period then =
        with.equals("before")
            ? draft.material().period().before()
            : draft.material().period().yearBefore();
    String before = draft.tracer().of(other, Question.total(then)).count(LoopCount.RECEIVED);
    if (Tracer.isFlat(100 * change)) {
      return than + "（" + before + "件）" + Tracer.FLAT + "。";
    }
    String shown =
        draft
            .tracer()
            .number(
                "received",
                Tracer.percent(Math.abs(change)),
                change,
                Question.change(draft.material().period(), with));
    return than + "（" + before + "件）" + (change < 0 ? "下降" : "上升") + shown + "。";
  }

  private String shares(List<Row> rows, String dimension, UnaryOperator<String> name) {
    return Draft.ordered(rows, LoopCount.VALID).stream()
        .map(
            row -> {
              Tracer.Figures figures = draft.of(dimension, row);
              return name.apply(row.values().get(0))
                  + figures.count(LoopCount.VALID)
                  + "件，占"
                  + figures.share(draft.total());
            })
        .collect(Collectors.joining("；"));
  }

  private Chart themes() {
    List<Charts.Bar> bars =
        Draft.ordered(draft.material().themes(), LoopCount.VALID).stream()
            .map(
                row -> {
                  Rate share = Rates.share(row.tally(), draft.total());
                  return new Charts.Bar(
                      draft.theme(row.values().get(0)),
                      share.orZero(),
                      draft.of("theme", row).share(draft.total()));
                })
            .toList();
    double most = bars.stream().mapToDouble(Charts.Bar::value).max().orElse(1);
    return new Chart(draft.chart("有效意见按主题占比"), Charts.bars(bars, most));
  }

  /** 办事效率（120件，多说“排队”“等了”）: the sub-topics, and the words that people use for them. */
  private String topics(Row row, List<String> topics) {
    Tracer.Figures figures = draft.of("theme", row);
    return topics.stream()
        .limit(MOST_TOPICS)
        .map(
            topic -> {
              List<String> words = chinese(Draft.facets(row.tally(), "word:" + topic + ':'));
              return draft.topic(topic)
                  + "（"
                  + figures.facet("topic:" + topic)
                  + "件"
                  + (words.isEmpty() ? "" : "，群众多说" + quoted(words))
                  + "）";
            })
        .collect(Collectors.joining("、"));
  }

  /** What many people wrote about, in the words that at least three of them used. */
  private String hot() {
    return "群众反映较为集中的热点问题有："
        + draft.material().hot().stream().map(this::hot).collect(Collectors.joining("；"))
        + "。反映同一问题的意见逐件登记、逐人告知，同一人重复反映的合并办理。";
  }

  private String hot(HotTopic topic) {
    Question question = Question.hot(draft.material().period(), topic.issue());
    List<String> words = chinese(topic.keywords());
    String subject =
        words.isEmpty()
            ? topic.theme() == null ? "" : draft.theme(topic.theme()) + "类"
            : quoted(words);
    return "有关"
        + subject
        + "的问题，"
        + draft.tracer().count("senders", topic.senders(), question)
        + "人反映"
        + draft.tracer().count("opinions", topic.opinions(), question)
        + "件"
        + (topic.places() == 0
            ? ""
            : "，涉及" + draft.tracer().count("places", topic.places(), question) + "处")
        + "（"
        + draft.day(topic.first())
        + "至"
        + draft.day(topic.last())
        + "）";
  }

  /** Those that can stand in this letter; the others are in its figures. */
  private static List<String> chinese(List<String> words) {
    return words.stream()
        .filter(word -> word.codePoints().anyMatch(Character::isIdeographic))
        .toList();
  }

  private static String quoted(List<String> words) {
    return words.stream()
        .limit(MOST_TOPICS)
        .map(word -> "“" + word + "”")
        .collect(Collectors.joining());
  }

  /** A column for every day, or week or month, also where nothing came. */
  private Chart trend() {
    Material material = draft.material();
    Span span = Dimension.find(material.trendBy()).flatMap(Dimension::span).orElseThrow();
    Map<String, Row> rows =
        material.trend().stream().collect(toMap(row -> row.values().get(0), row -> row));
    LocalDate to = min(material.period().to(), material.today());
    return new Chart(
        draft.chart("收到意见数量走势"),
        Charts.columns(
            material
                .period()
                .from()
                .datesUntil(to.plusDays(1))
                .map(span::of)
                .distinct()
                .map(code -> column(code, rows.get(code)))
                .toList()));
  }

  private Charts.Bar column(String code, @Nullable Row row) {
    String name = code.replaceFirst("^\\d{4}-", "");
    return row == null
        ? new Charts.Bar(name, 0, "")
        : new Charts.Bar(
            name,
            row.tally().count(LoopCount.RECEIVED),
            draft.of(draft.material().trendBy(), row).count(LoopCount.RECEIVED));
  }

  private static LocalDate min(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
