package org.opinionloop.intake.rating;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.HtmlUtils;

/**
 * The page that a letter's link, or a code at a service window, leads to, in the languages of the
 * letters. To show it rates nothing: mail scanners follow links. It needs no script, no cookie and
 * nothing from elsewhere. Thread-safe.
 */
final class RatingPage {

  private static final List<String> LANGUAGES = List.of("zh-Hans", "zh-Hant", "en");

  private final Map<String, Properties> words = new LinkedHashMap<>();
  private final String frame = resource("rating/page.html");
  private final String form;

  /**
   * A page.
   *
   * @param folder its form and its words, among the resources
   */
  RatingPage(String folder) {
    form = resource(folder + "/form.html");
    LANGUAGES.forEach(
        language -> words.put(language, words(folder + "/words." + language + ".properties")));
  }

  /** The page that asks; sends its form to its own address. */
  String asking(Map<String, String> values, String language) {
    return page(language, "ask", fill(form, language, values));
  }

  /**
   * A page that only says something.
   *
   * @param key which of its sentences
   */
  String saying(String key, String language) {
    return page(language, key, "");
  }

  /** The same with a number at its end. */
  String saying(String key, String language, String number) {
    return fill(frame, language, Map.of("language", language, "lead", word(language, key) + number))
        .replace("{form}", "");
  }

  /** The language of the page for this request. */
  String language(@Nullable String asked, ServerHttpRequest request) {
    try {
      return language(asked, request.getHeaders().getAcceptLanguage());
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException garbled) {
      // Java takes the header apart at its hyphens, and finds nothing in a hyphen alone.
      return language(asked, List.of());
    }
  }

  /**
   * The language of the page: what the link asks for, or else what the browser likes best of those
   * there are, or else simplified Chinese.
   */
  String language(@Nullable String asked, List<Locale.LanguageRange> liked) {
    if (asked != null && words.containsKey(asked)) {
      return asked;
    }
    for (Locale.LanguageRange range : liked) {
      String tag = range.getRange().toLowerCase(Locale.ROOT);
      if (tag.startsWith("zh")) {
        return tag.matches(".*-(hant|tw|hk|mo)\\b.*") ? "zh-Hant" : "zh-Hans";
      }
      if (tag.startsWith("en")) {
        return "en";
      }
    }
    return LANGUAGES.get(0);
  }

  private String page(String language, String key, String form) {
    return fill(frame, language, Map.of("language", language, "lead", word(language, key)))
        .replace("{form}", form);
  }

  /** Puts values, then words, in the place of names in braces; all escaped. */
  private String fill(String template, String language, Map<String, String> values) {
    String filled = template;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", HtmlUtils.htmlEscape(value.getValue()));
    }
    for (String name : in(language).stringPropertyNames()) {
      filled = filled.replace("{" + name + "}", HtmlUtils.htmlEscape(word(language, name)));
    }
    return filled;
  }

  private String word(String language, String name) {
    String word = in(language).getProperty(name);
    if (word == null) {
      throw new IllegalStateException("rating page: no " + name + " in " + language);
    }
    return word;
  }

  private Properties in(String language) {
    return words.getOrDefault(language, new Properties());
  }

  private static Properties words(String name) {
    Properties words = new Properties();
    try (InputStream file = open(name)) {
      words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return words;
  }

  private static String resource(String name) {
    try (InputStream file = open(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static InputStream open(String name) {
    InputStream file = RatingPage.class.getResourceAsStream("/" + name);
    if (file == null) {
      throw new IllegalStateException(name + " is not on the class path");
    }
    return file;
  }
}
