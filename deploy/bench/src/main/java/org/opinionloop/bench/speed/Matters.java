package org.opinionloop.bench.speed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * What opinions are about, one after the other. Each is about a place with a name of its own, which
 * is what opinions about one thing have in common; 18 of a hundred are about that of an earlier
 * one, whichever, so that what many have written about gets more (H. A. Simon, On a class of skew
 * distribution functions, Biometrika 42, 1955). Of many, three in ten then share their place with
 * others: as many as belong to issues among the public messages of {@code deploy/decisions/0050}.
 */
final class Matters {

  /** Bytes of a name in UTF-8, whichever the script. */
  static final int LENGTH = 15;

  private static final double KNOWN = 0.18;
  private static final String CONSONANTS = "bdfgklmnprstvz";
  private static final String VOWELS = "aeiou";
  private static int sets;

  private final char[] ideographs;
  private final long salt;
  private final Random random;
  private int[] told = new int[1 << 12];
  private int size;
  private int different;

  /**
   * Matters with names that are nobody else's.
   *
   * @param ideographs of which names are made where ideographs are written
   */
  Matters(char[] ideographs) {
    this.ideographs = ideographs.clone();
    this.salt = sets++;
    this.random = new Random(salt);
  }

  /** What the next opinion is about, as a number. */
  int next() {
    if (size == told.length) {
      told = Arrays.copyOf(told, 2 * size);
    }
    told[size] = size > 0 && random.nextDouble() < KNOWN ? told[random.nextInt(size)] : different++;
    return told[size++];
  }

  /** The name of its place: five ideographs, or three words. */
  String name(int matter, boolean inIdeographs) {
    SplittableRandom letters = new SplittableRandom(salt << 32 | matter);
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < LENGTH / 3; i++) {
      if (inIdeographs) {
        name.append(ideographs[letters.nextInt(ideographs.length)]);
      } else if (i % 2 == 0) {
        name.append(any(CONSONANTS, letters)).append(any(VOWELS, letters));
        name.append(any(CONSONANTS, letters)).append(any(VOWELS, letters));
      } else {
        name.append(' ');
      }
    }
    return inIdeographs ? name.toString() : name.append(' ').toString();
  }

  /** The same in bytes. */
  byte[] bytes(int matter, boolean inIdeographs) {
    return name(matter, inIdeographs).getBytes(StandardCharsets.UTF_8);
  }

  private static char any(String letters, SplittableRandom random) {
    return letters.charAt(random.nextInt(letters.length()));
  }
}
