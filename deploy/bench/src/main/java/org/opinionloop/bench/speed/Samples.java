package org.opinionloop.bench.speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
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
 * language; and the name of what it is about in front of the title, the first sentence and the
 * last. The same few hundred over and over would all be about the same few issues.
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
  private final Matters matters = new Matters(ideographs(rows));
  private final Clock clock = Clock.systemUTC();
  private int next;

  /** The next one as intake would write it, without contact. */
  OpinionReceived received() {
    JsonNode row = row();
    String name = matters.name(matters.next(), isInIdeographs(row));
    byte[] bits = new byte[10];
    random.nextBytes(bits);
    Instant now = clock.instant();
    return new OpinionReceived(
        OpinionId.of(bits),
        row.path("channel").stringValue(),
        row.path("externalId").stringValue(""),
        title(row, name),
        text(row, name),
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

  /** The next one as a channel would hand it in, in one line. */
  String submission(String externalId) {
    return submission(externalId, script -> matters.name(matters.next(), script), false, null);
  }

  /**
   * The same about something else.
   *
   * @param externalId its own, or none
   * @param name of what it is about, by whether it is written in ideographs
   * @param contact whether the person says how to reach them
   * @param district in place of its own; null for that
   */
  String submission(
      String externalId,
      Function<Boolean, String> name,
      boolean contact,
      @Nullable String district) {
    JsonNode row = row();
    String place = name.apply(isInIdeographs(row));
    ObjectNode body = MAPPER.createObjectNode();
    for (String field : List.of("channel", "district", "place")) {
      if (row.hasNonNull(field)) {
        body.set(field, row.get(field));
      }
    }
    body.put("title", title(row, place));
    body.put("text", text(row, place));
    body.put("externalId", externalId);
    if (district != null) {
      body.put("district", district);
    }
    if (contact) {
      body.putObject("contact").put("name", "Resident").put("email", "resident@example.org");
    }
    return body.toString();
  }

  /** What its opinions are about. */
  Matters matters() {
    return matters;
  }

  private String title(JsonNode row, String name) {
    JsonNode other = rows.get(random.nextInt(rows.size()));
    String title =
        (language(other).equals(language(row)) ? other : row).path("title").stringValue("");
    return name + title;
  }

  private String text(JsonNode row, String name) {
    List<String> all = sentences.getOrDefault(language(row), List.of());
    List<String> text = new ArrayList<>();
    sentences(row).forEach(own -> text.add(all.get(random.nextInt(all.size()))));
    text.add(Math.max(0, text.size() - 1), name);
    text.add(0, name);
    return String.join("", text);
  }

  private static char[] ideographs(List<JsonNode> rows) {
    StringBuilder all = new StringBuilder();
    rows.stream()
        .flatMapToInt(row -> row.path("text").stringValue().codePoints())
        .filter(each -> Character.isBmpCodePoint(each) && Character.isIdeographic(each))
        .distinct()
        .sorted()
        .forEach(all::appendCodePoint);
    return all.toString().toCharArray();
  }

  private static boolean isInIdeographs(JsonNode row) {
    return language(row).startsWith("zh");
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
