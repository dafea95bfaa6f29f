package org.opinionloop.classifier.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opinionloop.classifier.model.Normaliser;
import org.opinionloop.contracts.taxonomy.Taxonomy;

/**
 * Finds the topic within a theme by the taxonomy's words; a word in the title counts double. Words
 * are sought in the normaliser's spelling, in which every number is one and the same; a word with a
 * number in it counts only where the person wrote that number.
 */
public final class TopicWords {

  /**
   * A topic that was found.
   *
   * @param words of the taxonomy that occur, in its order
   */
  public record Found(String topic, List<String> words) {
    /** Copies the list. */
    public Found {
      words = List.copyOf(words);
    }
  }

  /**
   * The words of one theme.
   *
   * @param spelled by word, how the taxonomy has it
   * @param numbers by word, those in it
   * @param topicOf by word, its topic's place
   */
  private record Words(
      List<String> topics,
      Lexicon lexicon,
      List<String> spelled,
      List<Numbers> numbers,
      List<Integer> topicOf) {}

  /** What an English word may have behind it and still be the same. */
  private static final List<String> ENDINGS = List.of("s", "es", "d", "ed", "ing", "ly");

  private static final int IN_TEXT = 1;
  private static final int IN_TITLE = 2;

  private final Map<String, Words> byTheme = new HashMap<>();

  /** The words of this taxonomy, spelled as the normaliser does. */
  public TopicWords(Taxonomy taxonomy, Normaliser normaliser) {
    for (Taxonomy.Theme theme : taxonomy.themes()) {
      List<String> topics = new ArrayList<>();
      List<String> normal = new ArrayList<>();
      List<String> spelled = new ArrayList<>();
      List<Numbers> numbers = new ArrayList<>();
      List<Integer> topicOf = new ArrayList<>();
      for (Taxonomy.Topic topic : theme.topics()) {
        // Two spellings of one word are one word.
        Set<String> own = new HashSet<>();
        for (String word : topic.words()) {
          String plain = normaliser.normalise(word);
          Numbers inWord = Numbers.of(word);
          if (!plain.isEmpty() && own.add(plain + inWord)) {
            normal.add(plain);
            spelled.add(word);
            numbers.add(inWord);
            topicOf.add(topics.size());
          }
        }
        topics.add(topic.code());
      }
      byTheme.put(theme.code(), new Words(topics, new Lexicon(normal), spelled, numbers, topicOf));
    }
  }

  /**
   * The topic most of whose words occur; of equals the first one; absent if there is no word.
   *
   * @param title as the normaliser spells it
   * @param text likewise
   * @param writtenTitle as the person wrote it
   * @param writtenText likewise
   */
  public Optional<Found> find(
      String theme, String title, String text, String writtenTitle, String writtenText) {
    Words words = byTheme.get(theme);
    if (words == null) {
      return Optional.empty();
    }
    int[] points = new int[words.spelled().size()];
    mark(words, title, writtenTitle, IN_TITLE, points);
    mark(words, text, writtenText, IN_TEXT, points);
    int[] hits = new int[words.topics().size()];
    for (int word = 0; word < points.length; word++) {
      hits[words.topicOf().get(word)] += points[word];
    }
    int best = 0;
    for (int topic = 1; topic < hits.length; topic++) {
      best = hits[topic] > hits[best] ? topic : best;
    }
    if (hits.length == 0 || hits[best] == 0) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    for (int word = 0; word < points.length; word++) {
      if (points[word] > 0 && words.topicOf().get(word) == best) {
        found.add(words.spelled().get(word));
      }
    }
    return Optional.of(new Found(words.topics().get(best), found));
  }

  /** Gives these points to every word that occurs, however often it does. */
  private static void mark(Words words, String text, String written, int mark, int[] points) {
    Lexicon lexicon = words.lexicon();
    for (int at = lexicon.next(text, 0); at >= 0; at = lexicon.next(text, at + 1)) {
      char first = text.charAt(at);
      if (first < 128 && at > 0 && !Normaliser.divides(text.charAt(at - 1))) {
        // A word of Latin letters is sought from its beginning only.
        continue;
      }
      for (int word : lexicon.beginningWith(first)) {
        if ((points[word] & mark) == 0
            && lexicon.isAt(text, at, word)
            && isWhole(text, at, lexicon.words().get(word))) {
          points[word] |= mark;
        }
      }
    }
    for (int word = 0; word < points.length; word++) {
      if ((points[word] & mark) != 0 && !words.numbers().get(word).areIn(written)) {
        points[word] ^= mark;
      }
    }
  }

  /** Whether a word of Latin letters ends where it stands, but for an ending that it may have. */
  private static boolean isWhole(String text, int at, String word) {
    char last = word.charAt(word.length() - 1);
    if (last < 'a' || last > 'z') {
      return true;
    }
    int end = at + word.length();
    // As in "banned".
    int doubled = end < text.length() && text.charAt(end) == last ? end + 1 : end;
    return endsAt(text, end)
        || ENDINGS.stream()
            .anyMatch(
                ending ->
                    (text.startsWith(ending, end) && endsAt(text, end + ending.length()))
                        || (text.startsWith(ending, doubled)
                            && endsAt(text, doubled + ending.length())));
  }

  private static boolean endsAt(String text, int at) {
    return at == text.length() || Normaliser.divides(text.charAt(at));
  }

  /** The numbers in a text, their digits as ASCII. */
  private record Numbers(List<String> all) {

    static Numbers of(String text) {
      List<String> all = new ArrayList<>();
      StringBuilder number = new StringBuilder();
      for (int i = 0; i <= text.length(); i++) {
        int digit = i < text.length() ? Character.digit(text.charAt(i), 10) : -1;
        if (digit >= 0) {
          number.append(digit);
        } else if (!number.isEmpty()) {
          all.add(number.toString());
          number.setLength(0);
        }
      }
      return new Numbers(all);
    }

    boolean areIn(String written) {
      return all.isEmpty() || of(written).all().containsAll(all);
    }
  }
}
