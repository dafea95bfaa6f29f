package org.opinionloop.classifier.rules;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.opinionloop.classifier.model.Normaliser;
import org.opinionloop.contracts.Priority;
import org.opinionloop.contracts.Validity;

/**
 * Whether there is something to handle. The rules look at form only, and when in doubt an opinion
 * is valid: a short one, one in English, a line of verse, a number plate or a danger that is cried
 * out again and again is not turned away.
 */
public final class Validator {

  private static final Pattern MARKUP =
      Pattern.compile("<[a-zA-Z/!][^<>]{0,500}>|&(?:[a-zA-Z]{2,8}|#x?[0-9a-fA-F]{1,6});");

  private final Normaliser normaliser;

  /** Rules over texts as this normaliser spells them. */
  public Validator(Normaliser normaliser) {
    this.normaliser = normaliser;
  }

  /** Judges the title, if there is one, and the text together. */
  public Validity judge(String title, String text) {
    String all = title + "\n" + text;
    boolean markup = all.indexOf('<') >= 0 || all.indexOf('&') >= 0;
    String clean = markup ? MARKUP.matcher(all).replaceAll(" ") : all;
    if (clean.codePoints().allMatch(Validator::invisible)) {
      return Validity.EMPTY;
    }
    int[] content = content(clean);
    if (content.length == 0) {
      return Validity.PUNCTUATION;
    }
    if (Repetition.only(content) && !dangerous(title, text)) {
      return Validity.REPEATED;
    }
    if (Keystrokes.random(clean)) {
      return Validity.GIBBERISH;
    }
    if (Trial.recognises(clean, normaliser.normalise(clean))) {
      return Validity.TEST;
    }
    return Validity.VALID;
  }

  /** Who cries fire four times does not say nothing. */
  private boolean dangerous(String title, String text) {
    return Danger.judge(normaliser.normalise(title), normaliser.normalise(text)) == Priority.URGENT;
  }

  /** Letters and digits only. */
  private static int[] content(String text) {
    int[] content = new int[text.length()];
    int n = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isLetterOrDigit(c)) {
        content[n++] = c;
      }
    }
    return Arrays.copyOf(content, n);
  }

  private static boolean invisible(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        // Fillers that Unicode counts as letters: Hangul and Braille blanks.
        || c == 0x3164
        || c == 0xFFA0
        || c == 0x115F
        || c == 0x1160
        || c == 0x2800
        || (c >= 0xFE00 && c <= 0xFE0F);
  }
}
