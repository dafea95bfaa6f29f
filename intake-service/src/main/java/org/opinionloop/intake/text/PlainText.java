package org.opinionloop.intake.text;

/**
 * Makes what a person or a program wrote fit to be stored and shown: nothing that cannot be seen
 * and nothing that disturbs its surroundings stays in it.
 *
 * <ul>
 *   <li>unpaired surrogates become U+FFFD, the replacement character;
 *   <li>every kind of line break becomes a line feed, or a blank where a single line is wanted;
 *   <li>other control characters, noncharacters, the byte order mark and the bidirectional
 *       embeddings, overrides and isolates (which can turn a letter's text around) are left out;
 *   <li>white space and zero-width characters at both ends are left out.
 * </ul>
 *
 * Joiners, variation selectors and everything else that scripts and emoji need stay. Linear time.
 */
public final class PlainText {

  private PlainText() {}

  /** Cleans a text of several lines; tabs stay. */
  public static String lines(String raw) {
    return clean(raw, '\n', '\t');
  }

  /** Cleans a text of one line. */
  public static String line(String raw) {
    return clean(raw, ' ', ' ');
  }

  /** Length as limits count it: in code points, so that an emoji is one and not two. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Whether a character is in it that an identifier must not have. */
  public static boolean hasControls(String raw) {
    return raw.codePoints().anyMatch(c -> isLineBreak(c) || c == '\t' || isUnwanted(c));
  }

  private static String clean(String raw, char lineBreak, char tab) {
    if (isPlain(raw, lineBreak)) {
      return trim(raw);
    }
    StringBuilder clean = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      int c = raw.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\r' && i < raw.length() && raw.charAt(i) == '\n') {
        continue;
      }
      if (isLineBreak(c)) {
        clean.append(lineBreak);
      } else if (c == '\t') {
        clean.append(tab);
      } else if (Character.getType(c) == Character.SURROGATE) {
        clean.append('\uFFFD');
      } else if (!isUnwanted(c)) {
        clean.appendCodePoint(c);
      }
    }
    return trim(clean.toString());
  }

  /** Whether nothing in it is to be replaced or left out, as far as can be told at a glance. */
  private static boolean isPlain(String raw, char lineBreak) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean plain =
          (c >= ' ' && c <= '~')
              || (c >= '\u3000' && c <= '\u9FFF') // punctuation, kana and Han characters
              || (c >= '\uFF01' && c <= '\uFF5E') // in full width
              || c == lineBreak;
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isLineBreak(int c) {
    return c == '\n'
        || c == '\r'
        || c == '\u000B'
        || c == '\f'
        || c == '\u0085'
        || c == '\u2028'
        || c == '\u2029';
  }

  private static boolean isUnwanted(int c) {
    return Character.getType(c) == Character.CONTROL
        || Character.getType(c) == Character.SURROGATE
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xFEFF
        || (c >= 0xFDD0 && c <= 0xFDEF)
        || (c & 0xFFFE) == 0xFFFE;
  }

  /** Also what looks like nothing: no-break and ideographic spaces, zero-width characters. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || (c >= '\u200B' && c <= '\u200F')
        || c == '\u2060'
        || c == '\u3164';
  }
}
