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
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The opinions of the sample, over and over, each time under another number. */
final class Samples {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final List<JsonNode> rows = rows();
  private final Random random = new Random(20260101);
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
        row.path("title").stringValue(null),
        row.path("text").stringValue(),
        row.path("language").stringValue("zh-Hans"),
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
    for (String field : List.of("channel", "title", "text", "district", "place")) {
      if (row.hasNonNull(field)) {
        body.set(field, row.get(field));
      }
    }
    body.put("externalId", externalId);
    if (district != null) {
      body.put("district", district);
    }
    if (contact) {
      body.putObject("contact").put("name", "Resident").put("email", "resident@example.org");
    }
    return body.toString();
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
