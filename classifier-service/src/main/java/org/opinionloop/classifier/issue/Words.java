package org.opinionloop.classifier.issue;

import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.KATAKANA;
import static java.lang.Character.UnicodeScript.KHMER;
import static java.lang.Character.UnicodeScript.LAO;
import static java.lang.Character.UnicodeScript.MYANMAR;
import static java.lang.Character.UnicodeScript.THAI;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The words of a text in a script that puts blanks between them, and pairs of neighbours. No
 * language is known here: endings go by cutting a word to its first {@value #STEM} letters
 * (McNamee, Nicholas and Mayfield, <i>Addressing morphological variation in alphabetic
 * languages</i>, 2009), and what remains weighs by its length, as frequent words are short (Zipf).
 * Two neighbours tell a street from the next better than either word.
 */
final class Words {

  private static final int STEM = 5;

  /** Shorter ones are articles and the like. */
  private static final int SHORTEST = 3;

  /** What a letter beyond the two of an article weighs; a long word is as rare as a rare pair. */
  private static final double LETTER = 3;

  private static final double PAIR = 2.0 / 3;

  private static final Set<UnicodeScript> WITHOUT_BLANKS =
      EnumSet.of(HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR);

  private Words() {}

  /** How often each word and each pair occurs in a normalised text. */
  static Map<String, Integer> of(String text) {
    Map<String, Integer> words = new HashMap<>();
    String before = "";
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && belongs(text.charAt(i))) {
        continue;
      }
      String word = text.substring(from, Math.min(i, from + STEM));
      boolean counts = word.length() >= SHORTEST;
      if (counts) {
        words.merge(word, 1, Integer::sum);
        if (!before.isEmpty()) {
          words.merge(before + ' ' + word, 1, Integer::sum);
        }
      }
      before = counts ? word : "";
      from = i + 1;
    }
    return words;
  }

  /** How rare such a word or pair is taken to be, on the scale of the model's pairs. */
  static double rarity(String word) {
    int blank = word.indexOf(' ');
    return blank < 0
        ? LETTER * (word.length() - SHORTEST + 1)
        : PAIR * (rarity(word.substring(0, blank)) + rarity(word.substring(blank + 1))) / 2;
  }

  private static boolean belongs(char c) {
    return Character.isLetter(c)
        && !Character.isIdeographic(c)
        && !WITHOUT_BLANKS.contains(UnicodeScript.of(c));
  }
}
