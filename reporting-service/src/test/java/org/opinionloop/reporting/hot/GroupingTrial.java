package org.opinionloop.reporting.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.Fingerprint;
import org.opinionloop.contracts.OpinionGrouped;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.reporting.Happenings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Groups the rows of a file as the service would and says what came out; no test of the build. The
 * file is made by the classifier's command {@code fingerprint}:
 *
 * <pre>
 * mvn -pl reporting-service -am test -Dtest=GroupingTrial -Dsurefire.failIfNoSpecifiedTests=false \
 *   -Dtrial.fingerprints=rows.jsonl [-Dtrial.likeness=0.3] [-Dtrial.groups=groups.tsv]
 * </pre>
 *
 * A row may have a district; opinions of different ones are never grouped. {@code groups.tsv} gets
 * a line a row: its id and the issue it belongs to, if there is one.
 */
class GroupingTrial {

  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  private final TreeShelf<Member> members = new TreeShelf<>();
  private final TreeShelf<Issue> issues = new TreeShelf<>();
  private final TreeShelf<Part> parts = new TreeShelf<>();
  private final Map<OpinionId, String> places = new TreeMap<>();

  @Test
  void groupsTheRows() throws IOException {
    String file = System.getProperty("trial.fingerprints");
    assertThat(file).as("-Dtrial.fingerprints=FILE").isNotNull();
    double likeness = Double.parseDouble(System.getProperty("trial.likeness", "0.3"));
    List<JsonNode> rows = rows(Path.of(file));
    IssueBook book =
        new IssueBook(
            new Likeness(likeness, Duration.ofDays(90), 8, 200_000),
            members,
            issues,
            parts,
            new TreeShelf<>());
    long start = System.nanoTime();
    for (int i = 0; i < rows.size(); i++) {
      for (OpinionGrouped each : book.enter("office", sighting(i, rows.get(i)), LATER).grouped()) {
        places.put(each.opinionId(), each.issue());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, List<Integer>> groups = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      String issue = places.get(Happenings.id(i));
      if (issue != null) {
        groups.computeIfAbsent(issue, none -> new ArrayList<>()).add(i);
      }
    }
    assertThat(groups).hasSameSizeAs(issues.entries.keySet());
    System.out.printf(
        Locale.ROOT,
        "%d rows, likeness %.2f: %d issues of %d rows, %d pairs, %d repeats; %.1f s, %.0f a second%n",
        rows.size(),
        likeness,
        groups.size(),
        places.size(),
        groups.values().stream().mapToLong(g -> (long) g.size() * (g.size() - 1) / 2).sum(),
        parts.entries.values().stream()
            .flatMap(part -> part.sent().stream())
            .filter(sent -> sent.mergedInto() != null)
            .count(),
        seconds,
        rows.size() / seconds);
    Instant from = at(rows.get(0));
    Instant to = at(rows.get(rows.size() - 1)).plusMillis(1);
    List<HotTopic> hottest = new ArrayList<>();
    issues.entries.forEach(
        (name, issue) -> HotTopic.of(name, issue, of(name), from, to).ifPresent(hottest::add));
    hottest.sort(HotTopic.ORDER);
    hottest.stream().limit(10).forEach(System.out::println);
    String out = System.getProperty("trial.groups");
    if (out != null) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        lines.add(
            rows.get(i).get("id").asString() + "\t" + places.getOrDefault(Happenings.id(i), ""));
      }
      Files.write(Path.of(out), lines, StandardCharsets.UTF_8);
    }
  }

  private Collection<Part> of(String issue) {
    return parts.entries.subMap(issue + '|', issue + '~').values();
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    JsonMapper mapper = new JsonMapper();
    return Files.readAllLines(file).stream()
        .map(mapper::readTree)
        .sorted(Comparator.comparing(GroupingTrial::at))
        .toList();
  }

  private static Sighting sighting(int number, JsonNode row) {
    List<String> keywords = new ArrayList<>();
    row.get("keywords").forEach(word -> keywords.add(word.asString()));
    return new Sighting(
        Happenings.id(number),
        new Sighting.Opinion(
            at(row),
            at(row),
            row.get("sender").asString(),
            row.hasNonNull("district") ? row.get("district").asString() : null,
            new Fingerprint(row.get("grams").asString(), null, keywords)),
        new Standing("OTHER", null, false, null));
  }

  private static Instant at(JsonNode row) {
    return LocalDateTime.parse(row.get("receivedAt").asString()).toInstant(ZoneOffset.ofHours(8));
  }
}
