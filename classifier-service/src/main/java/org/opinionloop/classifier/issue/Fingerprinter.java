package org.opinionloop.classifier.issue;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
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
 * count for little; numbers are one and the same. What the title says counts more. Thread-safe.
 */
public final class Fingerprinter {

  /** What being in the title adds to the logarithm of the count. */
  private static final double TITLE = 1;

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
    Map<Integer, Double> weights = new HashMap<>();
    weigh(pairs(title), pairs(text), this::rarity, pair -> pair, weights);
    weigh(Words.of(title), Words.of(text), Words::rarity, String::hashCode, weights);
    return new Fingerprint(
        Sketch.of(weights).encoded(), place(givenPlace), keywords.in(title, text));
  }

  /** Adds what these features weigh, by hash; what weighs nothing is left out. */
  private static <F> void weigh(
      Map<F, Integer> inTitle,
      Map<F, Integer> inText,
      ToDoubleFunction<F> rarity,
      ToIntFunction<F> bits,
      Map<Integer, Double> weights) {
    Map<F, Double> counts = new HashMap<>();
    inText.forEach((feature, count) -> counts.put(feature, Math.log1p(count)));
    inTitle.keySet().forEach(feature -> counts.merge(feature, TITLE, Double::sum));
    counts.forEach(
        (feature, count) -> {
          double weight = count * rarity.applyAsDouble(feature);
          if (weight > 0) {
            weights.merge(hash(bits.applyAsInt(feature)), weight, Math::max);
          }
        });
  }

  private double rarity(int pair) {
    return model.rarity((char) (pair >>> 16), (char) pair);
  }

  /**
   * Characters next to each other, two in one number, and how often. Two letters of an alphabet say
   * nothing: they are rare in the model's eyes, and made one issue of everything in English.
   */
  private static Map<Integer, Integer> pairs(String text) {
    Map<Integer, Integer> pairs = new HashMap<>();
    for (int i = 1; i < text.length(); i++) {
      char first = text.charAt(i - 1);
      char second = text.charAt(i);
      boolean tells = Character.isIdeographic(first) || Character.isIdeographic(second);
      if (tells && first != Normaliser.BREAK && second != Normaliser.BREAK) {
        pairs.merge(first << 16 | second, 1, Integer::sum);
      }
    }
    return pairs;
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
