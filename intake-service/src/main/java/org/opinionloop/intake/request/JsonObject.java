package org.opinionloop.intake.request;

import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads bytes as one JSON object, or says what is wrong with them without repeating them. */
public final class JsonObject {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNameLength(256)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonObject() {}

  /**
   * The object in these bytes.
   *
   * @throws ProblemException 400 if they are no JSON, or JSON but no object
   */
  public static ObjectNode parse(byte[] bytes) {
    JsonNode node;
    try {
      node = MAPPER.readTree(bytes);
    } catch (StreamReadException noJson) {
      throw malformed("no JSON at byte " + Math.max(0, noJson.getLocation().getByteOffset()));
    } catch (JacksonException noJson) {
      throw malformed("no JSON");
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw malformed("found: " + Fields.shape(node) + " (expected: a JSON object)");
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(
        Problem.of(HttpStatus.BAD_REQUEST, "malformed", "The body cannot be read").detail(detail));
  }
}
