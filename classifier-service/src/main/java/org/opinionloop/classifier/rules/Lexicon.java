package org.opinionloop.classifier.rules;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Words sought in a text all at once: one look at a character tells whether any of them begins
 * there, and seldom one does. Linear in the length of the text. Thread-safe.
 */
final class Lexicon {

  private static final int[] NONE = {};

  private final List<String> words;
  // A bit a character: whether a word begins with it.
  private final long[] begins = new long[1 << (16 - 6)];
  private final char[] firsts;
  private final int[][] byFirst;

  Lexicon(List<String> words) {
    this.words = List.copyOf(words);
    TreeMap<Character, int[]> places = new TreeMap<>();
    for (int word = 0; word < words.size(); word++) {
      char first = words.get(word).charAt(0);
      int[] alike = places.getOrDefault(first, NONE);
      int[] more = Arrays.copyOf(alike, alike.length + 1);
      more[alike.length] = word;
      places.put(first, more);
      begins[first >>> 6] |= 1L << first;
    }
    this.firsts = new char[places.size()];
    this.byFirst = places.values().toArray(int[][]::new);
    int f = 0;
    for (char first : places.keySet()) {
      firsts[f++] = first;
    }
  }

  /** The words, in the order they were given; a word's number is its place in this list. */
  List<String> words() {
    return words;
  }

  /** Whether any of the words is in the text. */
  boolean occursIn(String text) {
    for (int at = next(text, 0); at >= 0; at = next(text, at + 1)) {
      if (longestAt(text, at) > 0) {
        return true;
      }
    }
    return false;
  }

  /** The next index from which on a word may begin; negative if there is none. */
  int next(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((begins[c >>> 6] >>> c & 1) != 0) {
        return i;
      }
    }
    return -1;
  }

  /** The numbers of the words that begin with this character; not to be changed. */
  int[] beginningWith(char first) {
    int f = Arrays.binarySearch(firsts, first);
    return f < 0 ? NONE : byFirst[f];
  }

  /** Whether the text goes on with this word. */
  boolean isAt(String text, int at, int word) {
    return text.startsWith(words.get(word), at);
  }

  /** How long the longest word is that the text goes on with; 0 if there is none. */
  int longestAt(String text, int at) {
    char first = text.charAt(at);
    if ((begins[first >>> 6] >>> first & 1) == 0) {
      return 0;
    }
    int longest = 0;
    for (int word : beginningWith(first)) {
      int length = words.get(word).length();
      if (length > longest && isAt(text, at, word)) {
        longest = length;
      }
    }
    return longest;
  }
}
