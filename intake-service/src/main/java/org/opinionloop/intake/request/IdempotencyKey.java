package org.opinionloop.intake.request;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.opinionloop.intake.text.PlainText;

/**
 * The header {@code Idempotency-Key}, which stands in for a missing external id. It is a string of
 * RFC 8941, in quotation marks; most clients leave them out, and mean the same. What is not ASCII
 * in it is UTF-8, so that it says the same as in JSON.
 */
public final class IdempotencyKey {

  /** What an external id has to be. */
  private static final String EXPECTED = "1 to 200 characters without control characters";

  private static final String NAME = "Idempotency-Key";
  private static final String EXTERNAL_ID = "externalId";
  private static final int MAX_LENGTH = 200;

  private IdempotencyKey() {}

  /**
   * What the header says; null if nothing, as what two requests leave blank makes them no repeats
   * of each other. What cannot be an external id is noted, and null too.
   *
   * @param header as the server gives it, a character for each byte
   */
  static @Nullable String read(@Nullable String header, Fields fields) {
    String text = header == null ? "" : decoded(header);
    if (text == null) {
      fields.refuse(NAME, "other bytes", EXPECTED + ", in ASCII or UTF-8");
      return null;
    }
    String key = unquoted(text.strip());
    if (key.isEmpty() || isIdentifier(key)) {
      return key.isEmpty() ? null : key;
    }
    fields.refuse(NAME, "another string", EXPECTED);
    return null;
  }

  /**
   * The field {@code externalId}, or else what the header says. What cleaning would take something
   * away from is refused: two of them could become one.
   *
   * @param header as the server gives it; null if there is none
   */
  public static @Nullable String orExternalId(Fields fields, @Nullable String header) {
    String given = fields.string(EXTERNAL_ID);
    if (given == null) {
      return read(header, fields);
    }
    if (!isIdentifier(given)) {
      fields.refuse(EXTERNAL_ID, EXPECTED);
      return null;
    }
    return given;
  }

  /** Whether it can be an external id: without what cleaning would take away. */
  private static boolean isIdentifier(String text) {
    return PlainText.length(text) <= MAX_LENGTH && !PlainText.hasControls(text);
  }

  /** What the bytes say in UTF-8; null if nothing. */
  private static @Nullable String decoded(String header) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(header)))
          .toString();
    } catch (CharacterCodingException noUtf8) {
      return null;
    }
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
