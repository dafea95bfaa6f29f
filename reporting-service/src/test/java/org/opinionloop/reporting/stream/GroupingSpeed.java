package org.opinionloop.reporting.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.Fingerprint;
import org.opinionloop.contracts.JsonSerde;
import org.opinionloop.reporting.Happenings;
import org.opinionloop.reporting.hot.Issue;
import org.opinionloop.reporting.hot.IssueBook;
import org.opinionloop.reporting.hot.Likeness;
import org.opinionloop.reporting.hot.Member;
import org.opinionloop.reporting.hot.Part;
import org.opinionloop.reporting.hot.Sighting;
import org.opinionloop.reporting.hot.Standing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast one thread groups on disk when the rows of a file come again and again, so that each of
 * them is a hot issue: what is worst for it. No test of the build; the file is that of {@link
 * org.opinionloop.reporting.hot}'s {@code GroupingTrial}.
 *
 * <pre>
 * mvn -pl reporting-service -am test -Dtest=GroupingSpeed -Dsurefire.failIfNoSpecifiedTests=false \
 *   -Dtrial.fingerprints=rows.jsonl [-Dtrial.opinions=60000]
 * </pre>
 */
class GroupingSpeed {

  private static final int AT_ONCE = 10_000;

  @TempDir private Path data;
  private MockProcessorContext<Void, Void> context;

  @Test
  void groupsTheRowsOverAndOver() throws IOException {
    Properties settings = new Properties();
    settings.put("application.id", "grouping-speed");
    settings.put("bootstrap.servers", "127.0.0.1:1");
    context = new MockProcessorContext<>(settings, new TaskId(0, 0), data.toFile());
    IssueBook book =
        new IssueBook(
            new Likeness(0.3, Duration.ofDays(90), 8, 200_000),
            new RecentShelf<>(shelf(Stores.MEMBERS, JsonSerde.of(Member.class)), 4_096),
            new RecentShelf<>(shelf(Stores.ISSUES, JsonSerde.of(Issue.class)), 256),
            shelf(Stores.PARTS, JsonSerde.of(Part.class)),
            shelf(Stores.CALENDAR, Serdes.String()));
    List<Fingerprint> rows = rows();
    Standing open = new Standing("SERVICE", null, false, null);
    Instant at = Instant.parse("2026-01-05T01:00:00Z");
    long start = System.nanoTime();
    for (int i = 1; i <= Integer.getInteger("trial.opinions", 60_000); i++) {
      at = at.plusMillis(5);
      book.enter(
          "office",
          new Sighting(
              Happenings.id(i),
              new Sighting.Opinion(at, at, null, null, rows.get(i % rows.size())),
              open),
          at);
      if (i % AT_ONCE == 0) {
        System.out.printf(
            "%,d opinions: %,.0f a second%n", i, AT_ONCE * 1e9 / (System.nanoTime() - start));
        start = System.nanoTime();
      }
    }
  }

  private static List<Fingerprint> rows() throws IOException {
    JsonMapper mapper = new JsonMapper();
    List<Fingerprint> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(System.getProperty("trial.fingerprints")))) {
      JsonNode row = mapper.readTree(line);
      List<String> keywords = new ArrayList<>();
      row.get("keywords").forEach(word -> keywords.add(word.asString()));
      rows.add(new Fingerprint(row.get("grams").asString(), null, keywords));
    }
    return rows;
  }

  private <V> StoreShelf<V> shelf(String name, Serde<V> values) {
    KeyValueStore<String, V> store =
        Stores.builder(name, values).withCachingDisabled().withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return new StoreShelf<>(store);
  }
}
