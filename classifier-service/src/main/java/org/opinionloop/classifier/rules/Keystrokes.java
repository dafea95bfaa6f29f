package org.opinionloop.classifier.rules;

import java.util.Locale;

/**
 * Keys hit at random, told from words by which letter follows which: in English, in pinyin and in
 * most languages written in Latin letters few pairs are rare ones; on a mashed keyboard most are. A
 * text with a single letter of another script is never taken for it.
 */
final class Keystrokes {

  private static final int LEAST = 5;
  private static final double SHARE = 0.4;

  // By letter: what commonly follows it in English words, names, abbreviations or pinyin.
  private static final String[] FOLLOWERS = {
    "abcdefghijklmnopqrstuvwxyz", // a
    "abcdeijlorstuvy", // b
    "aceghiklmorstuyq", // c
    "abcdefghijlmnorstuvwyz", // d
    "abcdefghijklmnopqrstuvwxyz", // e
    "aefilorstuy", // f
    "aeghilmnorstuyw", // g
    "abefilmnorstuwy", // h
    "abcdefghijklmnopqrstuvxz", // i
    "aeiou", // j
    "aefghiklnorstuwy", // k
    "abcdefgiklmnopstuvwy", // l
    "abefilmnopstuwy", // m
    "abcdefghijklmnopqrstuvwxyz", // n
    "abcdefghijklmnopqrstuvwxyz", // o
    "aefhiklmnoprstuy", // p
    "iu", // q
    "abcdefghiklmnopqrstuvwyz", // r
    "abcefghiklmnopqrstuvwyz", // s
    "abcefghilmnorstuvwyz", // t
    "abcdefghijklmnopqrstuvwxyz", // u
    "aeiouy", // v
    "abdefhiklnorstuy", // w
    "aceghipqtuyo", // x
    "abcdefgilmnoprstuwz", // y
    "aehiloruyz", // z
  };

  private Keystrokes() {}

  static boolean random(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int pairs = 0;
    int rare = 0;
    char before = ' ';
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c < 'a' || c > 'z') {
        if (c >= 128 && Character.isLetter(c)) {
          return false;
        }
        before = ' ';
        continue;
      }
      if (before != ' ') {
        pairs++;
        rare += FOLLOWERS[before - 'a'].indexOf(c) < 0 ? 1 : 0;
      }
      before = c;
    }
    return rare >= LEAST && rare >= SHARE * pairs;
  }
}
