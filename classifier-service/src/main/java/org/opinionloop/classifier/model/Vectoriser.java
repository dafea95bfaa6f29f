package org.opinionloop.classifier.model;

import java.util.Arrays;

/** Turns texts into buckets exactly as a {@link Model} does, for training. Not thread-safe. */
public final class Vectoriser {

  private final Normaliser normaliser;
  private final Ngrams ngrams;
  private final Scratch scratch = new Scratch();

  /**
   * A vectoriser over this many buckets.
   *
   * @param bits the binary logarithm of the number of buckets
   */
  public Vectoriser(Normaliser normaliser, int bits) {
    this.normaliser = normaliser;
    this.ngrams = new Ngrams(bits, bucket -> bucket);
  }

  /** The distinct buckets of a text, and how often each occurs. */
  public BucketCounts count(String title, String text) {
    ngrams.extract(normaliser, title, text, scratch);
    return new BucketCounts(scratch.places(), Arrays.copyOf(scratch.counts, scratch.count));
  }
}
