package org.opinionloop.reporting.letter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opinionloop.contracts.DurationHistogram;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.taxonomy.TaxonomyFile;
import org.opinionloop.reporting.cells.Grouping.Row;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.cells.Tally;
import org.opinionloop.reporting.hot.HotTopic;
import org.opinionloop.reporting.measures.MeasureQuery;
import org.opinionloop.reporting.measures.MeasureView;
import org.opinionloop.reporting.services.Levels;
import org.opinionloop.reporting.services.ServiceSums;

/** Material of a letter in the proportions of the model letter. */
public final class SampleMaterial {

  private SampleMaterial() {}

  public static Material halfYear() {
    return with(Map.of("topic:EFFICIENCY", 120L, "topic:ATTITUDE", 60L, "measure:BUILD", 9L));
  }

  static Material with(Map<String, Long> facets) {
    List<Row> themes =
        List.of(
            row("POLICY", 109, 100, 2, Map.of("topic:TRANSPARENCY", 40L)),
            row("SERVICE", 273, 250, 12, facets),
            row("FACILITIES", 164, 150, 9, Map.of("topic:ROADS", 55L, "measure:REPAIR", 21L)));
    List<Row> channels =
        List.of(
            row("website", 220, 200, 8, Map.of()),
            row("hotline", 180, 170, 9, Map.of()),
            row("social-media", 100, 90, 4, Map.of()),
            row("meeting", 46, 40, 2, Map.of()));
    List<Row> units =
        List.of(row("TRANSPORT", 300, 280, 15, Map.of()), row("HEALTH", 246, 220, 8, Map.of()));
    List<Row> trend = new ArrayList<>();
    for (int week = 1; week <= 26; week++) {
      int n = 14 + week * 7 % 15;
      trend.add(row("2026-W" + (week < 10 ? "0" : "") + week, n, n, 0, Map.of()));
    }
    return material(themes, channels, units, trend);
  }

  /** The half-year after another of so many. */
  static Material after(long valid, long answered, long overdue) {
    Material sample = halfYear();
    return new Material(
        sample.period(),
        sample.total(),
        row("", valid, answered, overdue, Map.of()).tally(),
        sample.yearBefore(),
        sample.themes(),
        sample.channels(),
        sample.units(),
        sample.trend(),
        sample.trendBy(),
        sample.services(),
        sample.promises(),
        sample.taxonomy(),
        sample.weights(),
        sample.office(),
        sample.hot(),
        sample.zone(),
        sample.today());
  }

  static Material empty() {
    return material(List.of(), List.of(), List.of(), List.of());
  }

  private static Material material(
      List<Row> themes, List<Row> channels, List<Row> units, List<Row> trend) {
    Tally total = themes.stream().map(Row::tally).reduce(Tally.ZERO, Tally::plus);
    return new Material(
        Period.parse("2026-H1"),
        total,
        themes.isEmpty() ? Tally.ZERO : row("", 500, 480, 30, Map.of()).tally(),
        Tally.ZERO,
        themes,
        channels,
        units,
        trend,
        "week",
        themes.isEmpty()
            ? List.of()
            : List.of(
                new ServiceSums.Row(List.of("PENSION"), new Levels(Map.of(5, 20L, 3, 4L, 1, 9L))),
                new ServiceSums.Row(List.of("BUS_CARD"), new Levels(Map.of(5, 40L, 2, 1L)))),
        themes.isEmpty() ? promises() : promises(overdue()),
        taxonomy(),
        new Weights(0, 0.9, 0.1, 0.5, 0.4),
        new Material.Office(
            "某市人民政府办公室",
            "各位市民、社会各界朋友：",
            "某市人民政府办公室",
            Map.of(
                "website", "政府网站", "hotline", "服务热线", "social-media", "社交媒体", "meeting", "公众座谈会"),
            Map.of(Material.Finding.OVERDUE, "对超期件逐件督办。"),
            "我们将一如既往地畅通渠道。"),
        themes.isEmpty() ? List.of() : List.of(HOT),
        ZoneId.of("Asia/Shanghai"),
        LocalDate.of(2026, 7, 3));
  }

  private static final HotTopic HOT =
      new HotTopic(
          "I-7K2M-9QXD-4B1C",
          23.5,
          31,
          36,
          5,
          2,
          Map.of("东湖区", 30),
          Instant.parse("2026-03-02T02:00:00Z"),
          Instant.parse("2026-06-11T02:00:00Z"),
          "FACILITIES",
          "TRANSPORT",
          List.of("公交站", "雨棚"));

  private static Row row(
      String value, long valid, long answered, long overdue, Map<String, Long> facets) {
    Map<LoopCount, Long> counts = new EnumMap<>(LoopCount.class);
    counts.put(LoopCount.RECEIVED, valid + 4);
    counts.put(LoopCount.NOT_ACCEPTED, 4L);
    counts.put(LoopCount.VALID, valid);
    counts.put(LoopCount.ANSWERED, answered);
    counts.put(LoopCount.SETTLED, answered);
    counts.put(LoopCount.OPEN, valid - answered);
    counts.put(LoopCount.DUE, answered + 1);
    counts.put(LoopCount.OVERDUE, overdue);
    counts.put(LoopCount.ANSWERED_ON_TIME, answered + 1 - overdue);
    counts.put(LoopCount.EFFECTIVE_FOLLOW_UPS, answered / 2);
    counts.put(LoopCount.SATISFIED, answered / 3);
    counts.put(LoopCount.RESOLVED, answered / 3);
    counts.put(LoopCount.RESPONDED, answered / 2);
    counts.put(LoopCount.DISSATISFIED, answered / 20);
    counts.put(LoopCount.REOPENED, answered / 25);
    counts.put(LoopCount.SETTLED_FIRST_TIME, answered - answered / 25);
    Map<String, DurationHistogram> durations = new HashMap<>();
    durations.put("answer", DurationHistogram.of(960).plus(DurationHistogram.of(2_400)));
    return new Row(List.of(value), new Tally(counts, durations, facets));
  }

  private static Material.Promises promises(MeasureView... overdue) {
    MeasureQuery.Found found = new MeasureQuery.Found(overdue.length, List.of(overdue));
    return new Material.Promises(found, new MeasureQuery.Found(0, List.of()), found);
  }

  private static MeasureView overdue() {
    return new MeasureView(
        "2XJ5-0HVA-6WQM-P4TC-1",
        "TRANSPORT",
        "FACILITIES",
        "主要公交站台加装雨棚",
        LocalDate.of(2026, 6, 1),
        MeasureState.UNDER_WAY,
        null,
        List.of(),
        List.of(),
        LocalDate.of(2026, 3, 2),
        null,
        List.of());
  }

  private static Taxonomy taxonomy() {
    try (InputStream yaml = SampleMaterial.class.getResourceAsStream("/taxonomy.yml")) {
      return TaxonomyFile.read(yaml, "taxonomy.yml");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
