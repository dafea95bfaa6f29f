package org.opinionloop.classifier.issue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.opinionloop.classifier.model.Normaliser;
import org.opinionloop.contracts.Fingerprint;
import org.opinionloop.contracts.taxonomy.Taxonomy;

/**
 * Finds words of a closed list in a text: the taxonomy's and general ones of public affairs. What
 * is on no list is never found, hence no name of a person. Of words within words only the longest
 * counts. Thread-safe.
 */
final class Keywords {

  private static final int SHORTEST = 2;

  private final Set<String> words = new HashSet<>();
  private int longest = SHORTEST;

  /** Where a word may begin: most places are seen by their first two characters to be none. */
  private final BitSet beginnings = new BitSet(1 << 16);

  private Keywords() {}

  /** The words of this taxonomy and those of {@code keywords.txt}. */
  static Keywords of(Taxonomy taxonomy, Normaliser normaliser) {
    Keywords keywords = new Keywords();
    taxonomy.themes().stream()
        .flatMap(theme -> theme.topics().stream())
        .flatMap(topic -> topic.words().stream())
        .forEach(word -> keywords.add(normaliser.normalise(word)));
    for (String word : general().split("\\s+", -1)) {
      keywords.add(normaliser.normalise(word));
    }
    return keywords;
  }

  /**
   * The words in these, most frequent first, those of the title before all; of equals in their
   * order as strings.
   *
   * @param title normalised, and so the text
   */
  List<String> in(String title, String text) {
    Map<String, Integer> counts = new HashMap<>();
    count(title, counts);
    Set<String> head = new HashSet<>(counts.keySet());
    count(text, counts);
    List<String> found = new ArrayList<>(new TreeSet<>(counts.keySet()));
    found.sort(
        Comparator.comparing((String word) -> !head.contains(word))
            .thenComparing(word -> -counts.getOrDefault(word, 0)));
    return List.copyOf(found.subList(0, Math.min(Fingerprint.MOST_KEYWORDS, found.size())));
  }

  private void count(String text, Map<String, Integer> counts) {
    for (int i = 0; i < text.length(); ) {
      String word = wordAt(text, i);
      if (word.isEmpty()) {
        i++;
      } else {
        counts.merge(word, 1, Integer::sum);
        i += word.length();
      }
    }
  }

  /** The longest word that begins here; Latin ones between breaks or ideographs only. */
  private String wordAt(String text, int from) {
    if (from + 1 >= text.length() || !beginnings.get(beginning(text, from))) {
      return "";
    }
    boolean latin = text.charAt(from) < 128;
    if (latin && from > 0 && !Normaliser.divides(text.charAt(from - 1))) {
      return "";
    }
    for (int length = Math.min(longest, text.length() - from); length >= SHORTEST; length--) {
      int end = from + length;
      String candidate = text.substring(from, end);
      if (words.contains(candidate)
          && (!latin || end == text.length() || Normaliser.divides(text.charAt(end)))) {
        return candidate;
      }
    }
    return "";
  }

  /** Numbers are all one to the normaliser: a word with one would be found in any other's place. */
  private void add(String word) {
    if (word.length() >= SHORTEST && word.indexOf('0') < 0) {
      words.add(word);
      beginnings.set(beginning(word, 0));
      longest = Math.max(longest, word.length());
    }
  }

  private static int beginning(String text, int at) {
    return text.charAt(at) * 31 + text.charAt(at + 1) & 0xFFFF;
  }

  private static String general() {
    try (InputStream in = Keywords.class.getResourceAsStream("/keywords.txt")) {
      return new String(
          Objects.requireNonNull(in, "keywords.txt").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
