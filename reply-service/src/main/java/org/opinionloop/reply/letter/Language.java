package org.opinionloop.reply.letter;

import java.util.Locale;

/** The languages in which the office writes. */
public enum Language {
  /** Simplified Chinese; stands in for every language that is not here. */
  ZH_HANS("zh-Hans", Locale.SIMPLIFIED_CHINESE),
  /** Traditional Chinese. */
  ZH_HANT("zh-Hant", Locale.TRADITIONAL_CHINESE),
  /** English. */
  EN("en", Locale.UK);

  private final String tag;
  private final Locale locale;

  Language(String tag, Locale locale) {
    this.tag = tag;
    this.locale = locale;
  }

  /**
   * The language for a writer of this one.
   *
   * @param tag BCP 47, in any case, as {@code zh-TW}, {@code en-US}, {@code fr}
   */
  public static Language nearest(String tag) {
    for (Language language : values()) {
      if (language.tag.equals(tag)) {
        return language; // as intake writes most of them
      }
    }
    Locale wanted = Locale.forLanguageTag(tag.replace('_', '-'));
    return switch (wanted.getLanguage()) {
      case "en" -> EN;
      case "zh", "yue" -> isTraditional(wanted) ? ZH_HANT : ZH_HANS;
      default -> ZH_HANS;
    };
  }

  /** BCP 47, as it stands in events and file names. */
  public String tag() {
    return tag;
  }

  /** How its dates are written. */
  Locale locale() {
    return locale;
  }

  private static boolean isTraditional(Locale chinese) {
    return switch (chinese.getScript()) {
      case "Hant" -> true;
      case "Hans" -> false;
      default ->
          switch (chinese.getCountry()) {
            case "TW", "HK", "MO" -> true;
            default -> chinese.getLanguage().equals("yue") && chinese.getCountry().isEmpty();
          };
    };
  }
}
