package org.opinionloop.reply.letter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opinionloop.contracts.Outcome;
import org.opinionloop.contracts.Validity;

/**
 * The words that letters of one language share: how dates are written, how people are addressed,
 * what outcomes and reasons are called. Read from lines {@code key = text}; exactly the keys that
 * are known must be there. Of spaces around a text only the ASCII ones are dropped, so that it can
 * begin with the indent of a Chinese paragraph.
 */
final class Words {

  private static final String DAY = "day";
  private static final String DAY_OF_WEEK = "day-of-week";
  private static final String MOMENT = "moment";
  private static final String PARAGRAPH = "paragraph";
  private static final String MEASURES = "measures";
  private static final String MEASURE = "measure";
  private static final String SALUTATION = "salutation";
  private static final String SALUTATION_NAMED = "salutation-named";

  private static final Map<String, Set<String>> KEYS = keys();

  private final Map<String, Phrase> phrases;
  private final DateTimeFormatter day;
  private final DateTimeFormatter dayOfWeek;
  private final DateTimeFormatter moment;

  private Words(Map<String, Phrase> phrases, Language language, String where) {
    this.phrases = Map.copyOf(phrases);
    this.day = formatter(DAY, language, where);
    this.dayOfWeek = formatter(DAY_OF_WEEK, language, where);
    this.moment = formatter(MOMENT, language, where);
  }

  /**
   * Reads the words of a language.
   *
   * @throws IllegalArgumentException if a key is unknown, missing or there twice, or a text is not
   *     of its form
   */
  static Words parse(String text, Language language, String where) {
    Map<String, Phrase> phrases = new HashMap<>();
    List<String> lines = text.lines().map(String::trim).toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String here = where + ", line " + (i + 1);
      int equals = line.indexOf('=');
      String key = line.substring(0, Math.max(equals, 0)).trim();
      Set<String> placeholders = KEYS.get(key);
      if (placeholders == null) {
        throw new IllegalArgumentException(
            here + ": '" + key + "' (expected: key = text, the key one of " + KEYS.keySet() + ")");
      }
      Phrase phrase = Phrase.parse(line.substring(equals + 1).trim(), here, placeholders);
      if (!phrase.placeholders().equals(placeholders)) {
        throw new IllegalArgumentException(
            here + ": " + phrase.placeholders() + " (expected: placeholders " + placeholders + ")");
      }
      if (phrases.put(key, phrase) != null) {
        throw new IllegalArgumentException(here + ": " + key + " is there twice");
      }
    }
    Set<String> missing = new TreeSet<>(KEYS.keySet());
    missing.removeAll(phrases.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(where + ": nowhere " + missing);
    }
    return new Words(phrases, language, where);
  }

  String day(LocalDate date) {
    return day.format(date);
  }

  String dayOfWeek(LocalDate date) {
    return dayOfWeek.format(date);
  }

  String moment(Instant instant, ZoneId zone) {
    return moment.format(instant.atZone(zone));
  }

  String salutation() {
    return plain(SALUTATION);
  }

  String salutation(String name) {
    return phrase(SALUTATION_NAMED).fill(placeholder -> name);
  }

  String outcome(Outcome outcome) {
    return plain(key(outcome));
  }

  String notAccepted(Validity reason) {
    return plain(key(reason));
  }

  String paragraphs(List<String> paragraphs) {
    Phrase form = phrase(PARAGRAPH);
    return paragraphs.stream()
        .map(paragraph -> form.fill(placeholder -> paragraph))
        .collect(Collectors.joining("\n"));
  }

  /** A numbered list under its heading; nothing, if there are none. */
  String measures(List<String> measures) {
    if (measures.isEmpty()) {
      return "";
    }
    Phrase form = phrase(MEASURE);
    return IntStream.range(0, measures.size())
        .mapToObj(
            i ->
                form.fill(
                    name -> name.equals("number") ? Integer.toString(i + 1) : measures.get(i)))
        .collect(Collectors.joining("\n", plain(MEASURES) + "\n", ""));
  }

  private String plain(String key) {
    return phrase(key).fill(name -> name);
  }

  private Phrase phrase(String key) {
    Phrase phrase = phrases.get(key);
    if (phrase == null) {
      throw new IllegalStateException("no words for " + key);
    }
    return phrase;
  }

  private DateTimeFormatter formatter(String key, Language language, String where) {
    String pattern = plain(key);
    try {
      DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, language.locale());
      if (formatter.format(Instant.EPOCH.atZone(ZoneId.of("UTC"))).isBlank()) {
        throw new IllegalArgumentException("writes nothing");
      }
      return formatter;
    } catch (DateTimeException | IllegalArgumentException noPattern) {
      throw new IllegalArgumentException(
          where + ": " + key + " = " + pattern + " (expected: a date pattern, as uuuu-MM-dd)",
          noPattern);
    }
  }

  private static String key(Outcome outcome) {
    return "outcome." + outcome.name();
  }

  private static String key(Validity reason) {
    return "not-accepted." + reason.name();
  }

  /** Every key, with the placeholders that its text must have. */
  private static Map<String, Set<String>> keys() {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    for (String key : List.of(DAY, DAY_OF_WEEK, MOMENT, SALUTATION, MEASURES)) {
      keys.put(key, Set.of());
    }
    keys.put(SALUTATION_NAMED, Set.of("name"));
    keys.put(PARAGRAPH, Set.of("text"));
    keys.put(MEASURE, Set.of("number", "text"));
    for (Outcome outcome : Outcome.values()) {
      keys.put(key(outcome), Set.of());
    }
    for (Validity reason : Validity.values()) {
      if (!reason.isValid()) {
        keys.put(key(reason), Set.of());
      }
    }
    return keys;
  }
}
