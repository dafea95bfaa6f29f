package org.opinionloop.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The opinions that are shipped: one JSON object a line as the batch door takes them, in the order
 * in which they were received, and beside what the door reads a field {@code labels} with what a
 * person says they are.
 */
record Sample(List<Entry> entries) {

  private static final JsonMapper MAPPER = new JsonMapper();

  Sample {
    entries = List.copyOf(entries);
  }

  /**
   * One line.
   *
   * @param name channel and external id
   * @param repeats whether the channel hands in again what it did before
   * @param merged whether the same person said so before and still waited for the answer
   */
  record Entry(String name, String line, Labels labels, boolean repeats, boolean merged) {}

  /**
   * What a person says.
   *
   * @param validity a code of the contracts
   * @param theme absent, as are field and kind, of what is not valid
   */
  record Labels(
      String validity, @Nullable String theme, @Nullable String field, @Nullable String kind) {}

  static Sample shipped() {
    try (InputStream file = Sample.class.getResourceAsStream("/sample/opinions.jsonl")) {
      if (file == null) {
        throw new IllegalStateException("sample/opinions.jsonl is not on the class path");
      }
      return new Sample(
          new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
              .lines()
              .map(Sample::entry)
              .toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Entry entry(String line) {
    JsonNode opinion = MAPPER.readTree(line);
    JsonNode labels = opinion.path("labels");
    return new Entry(
        opinion.path("channel").stringValue() + ' ' + opinion.path("externalId").stringValue(),
        line,
        new Labels(
            labels.path("validity").stringValue(),
            labels.path("theme").stringValue(null),
            labels.path("field").stringValue(null),
            labels.path("kind").stringValue(null)),
        labels.path("repeats").booleanValue(false),
        labels.path("merged").booleanValue(false));
  }
}
