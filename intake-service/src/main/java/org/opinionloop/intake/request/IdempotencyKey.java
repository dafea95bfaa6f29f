package org.opinionloop.intake.request;

import org.jspecify.annotations.Nullable;
import org.opinionloop.intake.text.PlainText;

/**
 * The header {@code Idempotency-Key}, which stands in for a missing external id. It is a string of
 * RFC 8941, in quotation marks; most clients leave them out, and mean the same.
 */
public final class IdempotencyKey {

  /** What an external id has to be. */
  public static final String EXPECTED = "1 to 200 characters without control characters";

  private static final int MAX_LENGTH = 200;

  private IdempotencyKey() {}

  /**
   * What the header says; null if nothing, as what two requests leave blank makes them no repeats
   * of each other. What cannot be an external id is noted, and null too.
   */
  public static @Nullable String read(@Nullable String header, Fields fields) {
    String key = header == null ? "" : unquoted(header.strip());
    if (key.isEmpty() || isIdentifier(key)) {
      return key.isEmpty() ? null : key;
    }
    fields.refuse("Idempotency-Key", "another string", EXPECTED);
    return null;
  }

  /** Whether it can be an external id: without what cleaning would take away. */
  public static boolean isIdentifier(String text) {
    return PlainText.length(text) <= MAX_LENGTH && !PlainText.hasControls(text);
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
