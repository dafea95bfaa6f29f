package org.opinionloop.local.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.OpinionClassified;
import tools.jackson.databind.JsonNode;

/** What became of the sample, as lines of text. Figures come from the reporting topic. */
final class DemoTable {

  private static final Map<String, String> NAMES =
      Map.of(
          "POLICY", "政策建议",
          "SERVICE", "服务改进",
          "FACILITIES", "公共设施建设",
          "OTHER", "其他",
          "website", "网站",
          "hotline", "热线",
          "social-media", "社交媒体",
          "meeting", "公众会议");

  private final List<String> lines = new ArrayList<>();

  /**
   * One opinion as the classifier saw it and as a person labelled it.
   *
   * @param labels of a valid opinion
   */
  record Judged(Sample.Labels labels, OpinionClassified classified) {}

  /**
   * The figures of the door and of the whole.
   *
   * @param delivered letters whose delivery ended well or badly
   */
  DemoTable totals(Map<LoopCount, Long> total, int delivered, int repeated) {
    long received = count(total, LoopCount.RECEIVED);
    line("received", received, "");
    line("valid", count(total, LoopCount.VALID), share(count(total, LoopCount.VALID), received));
    line("not accepted", count(total, LoopCount.NOT_ACCEPTED), "    empty, punctuation, tests …");
    line("merged", count(total, LoopCount.MERGED), "    said before, answered with it");
    line("acknowledged", count(total, LoopCount.ACKNOWLEDGED), "    one letter each");
    line("delivered", delivered, "    as .eml files in the outbox");
    line("repeated", repeated, "    handed in again by their channel, taken once");
    return this;
  }

  /** How the handling went, with the words of the closed loop. */
  DemoTable handling(Map<LoopCount, Long> total) {
    long valid = count(total, LoopCount.VALID);
    long due = count(total, LoopCount.DUE);
    long asked = count(total, LoopCount.EFFECTIVE_FOLLOW_UPS);
    long answered = count(total, LoopCount.ANSWERED);
    lines.add("");
    lines.add("  how they were handled");
    part(total, LoopCount.ANSWERED, "answered", valid, "答复率");
    part(total, LoopCount.ANSWERED_ON_TIME, "on time", due, "按时办结率");
    part(total, LoopCount.OVERDUE, "overdue", due, "超期率");
    part(total, LoopCount.REOPENED, "second handling", answered, "重办率");
    part(total, LoopCount.OPEN, "still open", valid, "");
    part(total, LoopCount.EFFECTIVE_FOLLOW_UPS, "rated", answered, "回访覆盖率");
    part(total, LoopCount.RESPONDED, "responded", asked, "响应率");
    part(total, LoopCount.RESOLVED, "resolved", asked, "解决率");
    part(total, LoopCount.SATISFIED, "satisfied", asked, "满意");
    part(total, LoopCount.DISSATISFIED, "dissatisfied", asked, "不满意");
    return this;
  }

  /** How services were rated on the spot. */
  DemoTable services(JsonNode counts) {
    long rated = counts.path("rated").asLong();
    lines.add("");
    lines.add("  services rated at their windows");
    line("ratings", rated, "");
    line(
        "content",
        counts.path("satisfied").asLong(),
        share(counts.path("satisfied").asLong(), rated) + "  满意");
    line(
        "not content",
        counts.path("dissatisfied").asLong(),
        share(counts.path("dissatisfied").asLong(), rated) + "  不满意");
    return this;
  }

  /** What units promised to do. */
  DemoTable measures(long promised, long kept, long overdue) {
    lines.add("");
    lines.add("  measures");
    line("promised", promised, "    承诺措施");
    line("kept", kept, "    已兑现");
    line("past their day", overdue, "    逾期");
    return this;
  }

  /** What several people wrote about, by the words that at least three of them used. */
  DemoTable hotTopics(JsonNode topics) {
    lines.add("");
    lines.add("  hot topics: people, opinions, days, words");
    for (JsonNode topic : topics) {
      lines.add(
          String.format(
              Locale.ROOT,
              "    %2d people, %2d opinions, %s to %s  %s",
              topic.path("senders").asInt(),
              topic.path("opinions").asInt(),
              day(topic.path("first")),
              day(topic.path("last")),
              topic
                  .path("keywords")
                  .valueStream()
                  .map(JsonNode::asString)
                  .collect(Collectors.joining(" "))));
    }
    return this;
  }

  private static String day(JsonNode instant) {
    return instant.asString().substring(0, "2026-01-01".length());
  }

  private void part(
      Map<LoopCount, Long> total, LoopCount which, String name, long whole, String chinese) {
    line(name, count(total, which), share(count(total, which), whole) + "  " + chinese);
  }

  /** A heading and a row for each part, the largest first, with its share of the valid ones. */
  DemoTable by(String heading, Map<String, Map<LoopCount, Long>> parts) {
    long all = parts.values().stream().mapToLong(part -> count(part, LoopCount.VALID)).sum();
    lines.add("");
    lines.add("  " + heading);
    parts.entrySet().stream()
        .filter(part -> count(part.getValue(), LoopCount.VALID) > 0)
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, Map<LoopCount, Long>> part) ->
                        count(part.getValue(), LoopCount.VALID))
                .reversed())
        .forEach(
            part -> {
              long valid = count(part.getValue(), LoopCount.VALID);
              line(
                  part.getKey(),
                  valid,
                  share(valid, all) + "  " + NAMES.getOrDefault(part.getKey(), ""));
            });
    return this;
  }

  /** How often the classifier says what the labels say. */
  DemoTable accuracy(List<Judged> judged) {
    lines.add("");
    lines.add("  the classifier against the labels of the sample, " + judged.size() + " opinions");
    axis(judged, "theme", (labels, said) -> said.theme().equals(labels.theme()));
    axis(judged, "field", (labels, said) -> said.field().equals(labels.field()));
    axis(judged, "kind", (labels, said) -> said.kind().name().equals(labels.kind()));
    long unsure = judged.stream().filter(each -> each.classified().needsReview()).count();
    line("needs review", unsure, share(unsure, judged.size()));
    return this;
  }

  /** The lines. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  private void axis(
      List<Judged> judged, String name, BiPredicate<Sample.Labels, OpinionClassified> agrees) {
    long right =
        judged.stream().filter(each -> agrees.test(each.labels(), each.classified())).count();
    line(name, right, share(right, judged.size()));
  }

  private void line(String name, long count, String rest) {
    lines.add(String.format(Locale.ROOT, "    %-16s %5d%s", name, count, rest).stripTrailing());
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "" : String.format(Locale.ROOT, "  %5.1f %%", 100.0 * part / whole);
  }

  private static long count(Map<LoopCount, Long> counts, LoopCount which) {
    return counts.getOrDefault(which, 0L);
  }
}
