package org.opinionloop.reporting.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The place of a page's last entry, as a parameter that nobody needs to understand. */
final class Cursor {

  private Cursor() {}

  static String of(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  /** The position after which to go on; null on the first page. */
  static @Nullable String read(Parameters parameters, String form) {
    String cursor = parameters.text("cursor");
    if (cursor == null) {
      return null;
    }
    try {
      String position = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (position.matches(form)) {
        return position;
      }
    } catch (IllegalArgumentException malformed) {
      // told below
    }
    parameters.wrong("cursor", "something else", "the value of next on the page before");
    return null;
  }
}
