package org.opinionloop.classifier.rules;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The title, or the opening of the text, on one line of at most 80 characters, for letters and work
 * lists. Whatever looks like a telephone number, a number of an identity card or an account, an
 * e-mail or a web address is left out.
 */
public final class Summary {

  private static final int LONGEST = 80;
  private static final int LOOKED_AT = 2_000;
  private static final Pattern MARKUP =
      Pattern.compile("<[a-zA-Z/!][^<>]{0,500}>|&(?:[a-zA-Z]{2,8}|#x?[0-9a-fA-F]{1,6});");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[\\w.+-]{1,64}[@＠][\\w-]{1,63}(?:[.．][\\w-]{1,63}){1,4}|(?:https?://|www\\.)[^\\s\\p{IsHan}]{1,300}");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<!\\p{Nd})(?!(?:19|20)\\d\\d[-./]\\d{1,2}[-./]\\d{1,2}(?!\\d))[+＋(（]?\\p{Nd}(?:[ ()（）.·—–－-]{0,2}\\p{Nd}){6,}+[xX]?");
  private static final int FEWEST_DIGITS = 7;
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");

  private Summary() {}

  /** The summary; empty if there is nothing to say. */
  public static String of(@Nullable String title, String text) {
    String fromTitle = title == null ? "" : clean(title);
    return fromTitle.isEmpty() ? clean(text) : fromTitle;
  }

  private static String clean(String words) {
    String opening = opening(words);
    String line = has(opening, "<&") ? MARKUP.matcher(opening).replaceAll(" ") : opening;
    // First of all, so that no kind of blank hides a number.
    line = (blanks(line) ? BLANK.matcher(line).replaceAll(" ") : line).strip();
    if (has(line, "@＠:") || line.contains("www.")) {
      line = ADDRESS.matcher(line).replaceAll("…");
    }
    if (digits(line) >= FEWEST_DIGITS) {
      line = NUMBER.matcher(line).replaceAll("…");
    }
    if (line.codePointCount(0, line.length()) <= LONGEST) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /** What cannot end up in the summary need not be looked at; ends with a whole character. */
  private static String opening(String words) {
    if (words.length() <= LOOKED_AT) {
      return words;
    }
    boolean whole = !Character.isHighSurrogate(words.charAt(LOOKED_AT - 1));
    return words.substring(0, whole ? LOOKED_AT : LOOKED_AT - 1);
  }

  private static boolean has(String line, String anyOf) {
    for (int i = 0; i < anyOf.length(); i++) {
      if (line.indexOf(anyOf.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether there may be a blank that is no plain one by itself: most texts have none. */
  private static boolean blanks(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean plain = c == ' ' && (i + 1 == line.length() || line.charAt(i + 1) != ' ');
      boolean blank =
          Character.isSpaceChar(c)
              || Character.isISOControl(c)
              || Character.isSurrogate(c)
              || Character.getType(c) == Character.FORMAT;
      if (blank && !plain) {
        return true;
      }
    }
    return false;
  }

  private static long digits(String line) {
    return line.codePoints().filter(Character::isDigit).count();
  }
}
