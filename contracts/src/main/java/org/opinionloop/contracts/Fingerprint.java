package org.opinionloop.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which opinions about the same issue are recognised, without their words; see {@link Sketch}.
 *
 * @param grams the rarest pairs of characters of the text, hashed, as {@link Sketch#encoded()}
 * @param place the hash of the place that the channel named, if it named one
 * @param keywords which words of the office's own list occur in it, at most {@value #MOST_KEYWORDS}
 */
public record Fingerprint(String grams, @Nullable String place, List<String> keywords) {

  /** More would say little more. */
  public static final int MOST_KEYWORDS = 16;

  /** Checks the shape of the grams, and copies the list. */
  public Fingerprint {
    Texts.required("fingerprint.grams", (Object) grams);
    if (!areGrams(grams)) {
      throw new FieldException(
          "fingerprint.grams", "something else", "up to 64 groups of 8 hexadecimal digits");
    }
    keywords = keywords == null ? List.of() : List.copyOf(keywords);
    keywords.forEach(each -> Texts.label("fingerprint.keywords", each));
  }

  /**
   * By hand: they are read again and again, and a regular expression takes twenty times as long.
   */
  private static boolean areGrams(String text) {
    boolean digits = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits &= (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return digits
        && text.length() % Sketch.DIGITS == 0
        && text.length() <= Sketch.DIGITS * Sketch.MOST;
  }

  /** How many features the sketch has. */
  public int size() {
    return grams.length() / Sketch.DIGITS;
  }

  /** What the grams say. */
  public Sketch sketch() {
    return Sketch.decode(grams);
  }
}
