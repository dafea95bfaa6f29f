package org.opinionloop.intake.text;

import com.ibm.icu.text.Transliterator;
import java.util.BitSet;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Says in which language a text is written, as far as letters need to know: simplified Chinese,
 * traditional Chinese or English. Decides by counting, in linear time: runs of Latin letters
 * against Han characters, then characters that only traditional writing has against those that only
 * simplified writing has. Thread-safe; building one takes some tens of milliseconds.
 */
public final class Languages {

  /** Simplified Chinese; also what is assumed when nothing tells. */
  public static final String SIMPLIFIED = "zh-Hans";

  /** Traditional Chinese. */
  public static final String TRADITIONAL = "zh-Hant";

  /** English. */
  public static final String ENGLISH = "en";

  /** The second is what programs that write down speech call the standard language. */
  private static final Set<String> CHINESE = Set.of("zh", "cmn");

  private static final Set<String> TRADITIONAL_REGIONS = Set.of("TW", "HK", "MO");
  private static final int MAX_TAG_LENGTH = 35;

  private static final byte OTHER = 0;
  private static final byte LATIN = 1;
  private static final byte HAN = 2;
  private static final byte TRADITIONAL_HAN = 3;
  private static final byte SIMPLIFIED_HAN = 4;

  /** Of each character of the basic plane; half of all time would go into asking Java for it. */
  private final byte[] sorts = sorts();

  /** The language of this text. */
  public String detect(String text) {
    int han = 0;
    int words = 0;
    int traditional = 0;
    int simplified = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      byte sort = sorts[text.charAt(i)];
      if (sort == LATIN && !inWord) {
        words++;
      }
      inWord = sort == LATIN;
      if (sort >= HAN) {
        han++;
        traditional += sort == TRADITIONAL_HAN ? 1 : 0;
        simplified += sort == SIMPLIFIED_HAN ? 1 : 0;
      }
    }
    if (words > han) {
      return ENGLISH;
    }
    return traditional > simplified ? TRADITIONAL : SIMPLIFIED;
  }

  /**
   * The canonical form of a BCP 47 tag, empty if it is none; Chinese comes out by script, as in
   * {@code zh-TW} to {@code zh-Hant}, and is detected from the text where the tag leaves it open.
   */
  public Optional<String> canonical(String tag, String text) {
    if (tag.length() > MAX_TAG_LENGTH) {
      return Optional.empty();
    }
    try {
      Locale locale = new Locale.Builder().setLanguageTag(tag.replace('_', '-')).build();
      if (locale.getLanguage().isEmpty()) {
        return Optional.of(detect(text));
      }
      return Optional.of(
          CHINESE.contains(locale.getLanguage()) ? chinese(locale, text) : locale.toLanguageTag());
    } catch (IllformedLocaleException noTag) {
      return Optional.empty();
    }
  }

  private String chinese(Locale locale, String text) {
    if (!locale.getScript().isEmpty()) {
      return locale.getScript().equals("Hant") ? TRADITIONAL : SIMPLIFIED;
    }
    if (!locale.getCountry().isEmpty()) {
      return TRADITIONAL_REGIONS.contains(locale.getCountry()) ? TRADITIONAL : SIMPLIFIED;
    }
    String detected = detect(text);
    return detected.equals(ENGLISH) ? SIMPLIFIED : detected;
  }

  private static byte[] sorts() {
    BitSet traditionalOnly = changedBy("Traditional-Simplified");
    BitSet simplifiedOnly = changedBy("Simplified-Traditional");
    byte[] sorts = new byte[Character.MAX_VALUE + 1];
    for (int c = 0; c < sorts.length; c++) {
      sorts[c] =
          switch (Character.UnicodeScript.of(c)) {
            case LATIN -> LATIN;
            case HAN ->
                traditionalOnly.get(c)
                    ? TRADITIONAL_HAN
                    : simplifiedOnly.get(c) ? SIMPLIFIED_HAN : HAN;
            default -> OTHER;
          };
    }
    return sorts;
  }

  /** The characters of the basic plane that this transliterator turns into others. */
  private static BitSet changedBy(String id) {
    Transliterator transliterator = Transliterator.getInstance(id);
    BitSet changed = new BitSet(Character.MAX_VALUE);
    for (char c = '\u3400'; c < '\uA000'; c++) {
      String one = String.valueOf(c);
      if (!transliterator.transliterate(one).equals(one)) {
        changed.set(c);
      }
    }
    return changed;
  }
}
