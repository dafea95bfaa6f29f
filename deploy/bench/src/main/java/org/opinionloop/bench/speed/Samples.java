package org.opinionloop.bench.speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Opinions made of those of the sample, each under a number of its own: the title of one, the
 * channel and place of another, and as many sentences as that one has, each from any of its
 * language. The same few hundred over and over would all be about the same few issues.
 */
final class Samples {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern SENTENCE = Pattern.compile("(?<=[。！？；.!?;\n])");

  private final List<JsonNode> rows = rows();
  private final Random random = new Random(20260101);
  private final Map<String, List<String>> sentences =
      rows.stream()
          .collect(
              Collectors.groupingBy(
                  Samples::language,
                  Collectors.flatMapping(
                      row -> sentences(row).stream(), Collectors.toUnmodifiableList())));
  private final Clock clock = Clock.systemUTC();
  private int next;

  /** The next one as intake would write it, without contact. */
  OpinionReceived received() {
    JsonNode row = row();
    byte[] bits = new byte[10];
    random.nextBytes(bits);
    Instant now = clock.instant();
    return new OpinionReceived(
        OpinionId.of(bits),
        row.path("channel").stringValue(),
        row.path("externalId").stringValue(""),
        title(row),
        text(row),
        language(row),
        row.path("district").stringValue(null),
        row.path("place").stringValue(null),
        null,
        now,
        now,
        false,
        true,
        null,
        null);
  }

  /**
   * The next one as a channel would hand it in, in one line.
   *
   * @param externalId its own, or none
   * @param contact whether the person says how to reach them
   * @param district in place of its own; null for that
   */
  String submission(String externalId, boolean contact, @Nullable String district) {
    JsonNode row = row();
    ObjectNode body = MAPPER.createObjectNode();
    for (String field : List.of("channel", "district", "place")) {
      if (row.hasNonNull(field)) {
        body.set(field, row.get(field));
      }
    }
    body.put("title", title(row));
    body.put("text", text(row));
    body.put("externalId", externalId);
    if (district != null) {
      body.put("district", district);
    }
    if (contact) {
      body.putObject("contact").put("name", "Resident").put("email", "resident@example.org");
    }
    return body.toString();
  }

  private @Nullable String title(JsonNode row) {
    JsonNode other = rows.get(random.nextInt(rows.size()));
    return (language(other).equals(language(row)) ? other : row).path("title").stringValue(null);
  }

  private String text(JsonNode row) {
    List<String> all = sentences.getOrDefault(language(row), List.of());
    return sentences(row).stream()
        .map(own -> all.get(random.nextInt(all.size())))
        .collect(Collectors.joining());
  }

  private static List<String> sentences(JsonNode row) {
    return SENTENCE
        .splitAsStream(row.path("text").stringValue())
        .filter(sentence -> !sentence.isBlank())
        .toList();
  }

  private static String language(JsonNode row) {
    return row.path("language").stringValue("zh-Hans");
  }

  private JsonNode row() {
    next = (next + 1) % rows.size();
    return rows.get(next);
  }

  private static List<JsonNode> rows() {
    InputStream sample = Samples.class.getResourceAsStream("/sample/opinions.jsonl");
    if (sample == null) {
      throw new IllegalStateException("the sample is not on the class path");
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(sample, StandardCharsets.UTF_8))) {
      return lines.lines().map(MAPPER::readTree).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
