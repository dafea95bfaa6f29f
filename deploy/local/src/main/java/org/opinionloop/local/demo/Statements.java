package org.opinionloop.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What officers and the public said of the sample's opinions afterwards, in the order of time: one
 * JSON object a line as intake's doors take them, and beside it which opinion it is about.
 */
record Statements(List<Statement> all) {

  private static final JsonMapper MAPPER = new JsonMapper();

  Statements {
    all = List.copyOf(all);
  }

  /** Which door, and which field says when. */
  enum What {
    CORRECTION("correction", "correctedAt"),
    EXTENSION("extension", "extendedAt"),
    ANSWER("answer", "answeredAt"),
    RATING("rating", "ratedAt");

    private final String door;
    private final String time;

    What(String door, String time) {
      this.door = door;
      this.time = time;
    }

    /** The last part of the door's path. */
    String door() {
      return door;
    }
  }

  /**
   * One of them.
   *
   * @param at business time
   * @param body for the door
   */
  record Statement(What what, String channel, String externalId, Instant at, String body) {}

  static Statements shipped() {
    return new Statements(
        Arrays.stream(What.values())
            .flatMap(Statements::read)
            .sorted(Comparator.comparing(Statement::at))
            .toList());
  }

  private static Stream<Statement> read(What what) {
    String name = "/sample/" + what.door() + "s.jsonl";
    try (InputStream file = Statements.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines().map(line -> statement(what, line)).toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Statement statement(What what, String line) {
    JsonNode json = MAPPER.readTree(line);
    return new Statement(
        what,
        json.path("channel").stringValue(),
        json.path("externalId").stringValue(),
        OffsetDateTime.parse(json.path(what.time).stringValue()).toInstant(),
        line);
  }
}
