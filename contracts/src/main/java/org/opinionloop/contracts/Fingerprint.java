package org.opinionloop.contracts;

import java.util.List;
import java.util.regex.Pattern;
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

  private static final Pattern GRAMS = Pattern.compile("([0-9a-f]{8}){0," + Sketch.MOST + "}");

  /** Checks the shape of the grams, and copies the list. */
  public Fingerprint {
    Texts.required("fingerprint.grams", (Object) grams);
    if (!GRAMS.matcher(grams).matches()) {
      throw new FieldException(
          "fingerprint.grams", "something else", "up to 64 groups of 8 hexadecimal digits");
    }
    keywords = keywords == null ? List.of() : List.copyOf(keywords);
    keywords.forEach(each -> Texts.label("fingerprint.keywords", each));
  }

  /** What the grams say. */
  public Sketch sketch() {
    return Sketch.decode(grams);
  }
}
