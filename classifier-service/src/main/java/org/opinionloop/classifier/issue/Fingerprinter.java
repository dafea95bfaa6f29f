package org.opinionloop.classifier.issue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.classifier.model.Model;
import org.opinionloop.classifier.model.Normaliser;
import org.opinionloop.contracts.Fingerprint;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Sketch;
import org.opinionloop.contracts.taxonomy.Taxonomy;

/**
 * Makes of a text what tells which others are about the same issue: pairs of neighbouring
 * characters where ideographs are written, weighted by TF-IDF, and {@link Words} where blanks are.
 * What is rare weighs most, so names of places, estates and firms decide, greetings and officialese
 * count for little; numbers are one and the same. What the title repeats counts more. Thread-safe.
 */
public final class Fingerprinter {

  /** What being in the title too adds to the logarithm of the count. */
  private static final double TITLE = 1;

  /**
   * What being in the title alone counts for. Less than being in the text, or all that is headed
   * alike would be one issue: the minutes of one meeting, the comments on one service.
   */
  private static final double TITLE_ALONE = 0.25;

  private final Model model;
  private final Keywords keywords;

  /** A fingerprinter that knows rarity by this model. */
  public Fingerprinter(Model model, Taxonomy taxonomy) {
    this.model = model;
    this.keywords = Keywords.of(taxonomy, model.normaliser());
  }

  /** The fingerprint of what the person wrote. */
  public Fingerprint of(OpinionReceived opinion) {
    return of(opinion.title(), opinion.text(), opinion.place());
  }

  /** The fingerprint of a text and the place that the channel named with it. */
  public Fingerprint of(
      @Nullable String givenTitle, String givenText, @Nullable String givenPlace) {
    String title = normalised(givenTitle);
    String text = normalised(givenText);
    Sketch.Builder sketch = new Sketch.Builder();
    weighPairs(pairs(title), pairs(text), sketch);
    weighWords(Words.of(title), Words.of(text), sketch);
    return new Fingerprint(sketch.build().encoded(), place(givenPlace), keywords.in(title, text));
  }

  /** Both in ascending order, each as often as it occurs. */
  private void weighPairs(int[] inTitle, int[] inText, Sketch.Builder sketch) {
    int title = 0;
    int text = 0;
    while (title < inTitle.length || text < inText.length) {
      boolean fromText =
          title == inTitle.length || (text < inText.length && inText[text] <= inTitle[title]);
      int pair = fromText ? inText[text] : inTitle[title];
      int count = 0;
      for (; text < inText.length && inText[text] == pair; text++) {
        count++;
      }
      boolean heading = title < inTitle.length && inTitle[title] == pair;
      while (title < inTitle.length && inTitle[title] == pair) {
        title++;
      }
      weigh(pair, count, heading, rarity(pair), sketch);
    }
  }

  private static void weighWords(
      Map<String, Integer> inTitle, Map<String, Integer> inText, Sketch.Builder sketch) {
    inText.forEach(
        (word, count) ->
            weigh(word.hashCode(), count, inTitle.containsKey(word), Words.rarity(word), sketch));
    inTitle
        .keySet()
        .forEach(
            word -> {
              if (!inText.containsKey(word)) {
                weigh(word.hashCode(), 0, true, Words.rarity(word), sketch);
              }
            });
  }

  /** What weighs nothing is left out. */
  private static void weigh(
      int bits, int count, boolean heading, double rarity, Sketch.Builder sketch) {
    double weight = (count == 0 ? TITLE_ALONE : Math.log1p(count) + (heading ? TITLE : 0)) * rarity;
    if (weight > 0) {
      sketch.add(hash(bits), weight);
    }
  }

  private double rarity(int pair) {
    return model.rarity((char) (pair >>> 16), (char) pair);
  }

  /**
   * Characters next to each other, two in one number, in ascending order. Two letters of an
   * alphabet say nothing: they are rare in the model's eyes, and made one issue of everything in
   * English.
   */
  private static int[] pairs(String text) {
    int[] pairs = new int[text.length()];
    int size = 0;
    for (int i = 1; i < text.length(); i++) {
      char first = text.charAt(i - 1);
      char second = text.charAt(i);
      boolean tells = Character.isIdeographic(first) || Character.isIdeographic(second);
      if (tells && first != Normaliser.BREAK && second != Normaliser.BREAK) {
        pairs[size++] = first << 16 | second;
      }
    }
    int[] sorted = Arrays.copyOf(pairs, size);
    Arrays.sort(sorted);
    return sorted;
  }

  private @Nullable String place(@Nullable String given) {
    String place = normalised(given);
    return place.isEmpty() ? null : HexFormat.of().toHexDigits(hash(place.hashCode()), 6);
  }

  private String normalised(@Nullable String text) {
    return text == null ? "" : model.normaliser().normalise(text);
  }

  /** Spreads the bits (the finaliser of MurmurHash3), so that the lower 24 are as good as any. */
  private static int hash(int bits) {
    int hash = bits;
    hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
    hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
    return (hash ^ hash >>> 16) & 0xFFFFFF;
  }
}
