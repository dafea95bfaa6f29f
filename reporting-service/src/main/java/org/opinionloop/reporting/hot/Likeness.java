package org.opinionloop.reporting.hot;

import java.time.Duration;
import org.opinionloop.contracts.Fingerprint;
import org.opinionloop.contracts.Sketch;

/**
 * When two opinions are about the same issue: they were received within the window, do not name
 * different districts, share some of their heaviest features, and their sketches have at least this
 * cosine. It is the same whichever of the two comes first. The figures behind the defaults are in
 * {@code deploy/decisions/0050}.
 *
 * @param cosine in (0, 1]
 * @param window also for how long an opinion is remembered to compare others with
 * @param nearest with how many on either side in time an opinion is compared by one feature, at
 *     least 1; what bounds the work on an issue that everybody writes about
 * @param most how many opinions are remembered, at least 1: the latest, if more come within the
 *     window; what bounds the memory
 */
public record Likeness(double cosine, Duration window, int nearest, int most) {

  /** By how many of its heaviest features an opinion is found. */
  static final int INDEXED = 12;

  /** How many of these two opinions must share, or all that the shorter one has. */
  static final int SHARED = 4;

  /** ... but never fewer than these. */
  static final int LEAST_SHARED = 2;

  /** Of those that share enough, how many are compared at most. */
  static final int COMPARED = 64;

  /** Checks the ranges. */
  public Likeness {
    if (!(cosine > 0 && cosine <= 1)
        || window.isNegative()
        || window.isZero()
        || nearest < 1
        || most < 1) {
      throw new IllegalArgumentException(
          "cosine, window, nearest, most: "
              + cosine
              + ", "
              + window
              + ", "
              + nearest
              + ", "
              + most
              + " (expected: in (0, 1], longer than nothing, at least 1, at least 1)");
    }
  }

  /** Whether these are alike, of whose heaviest features so many are the same. */
  boolean alike(Sketch one, Fingerprint other, int shared) {
    return enough(shared, one.size(), other.size()) && one.cosine(other.sketch()) >= cosine;
  }

  /** Whether so many of the heaviest features of two opinions with this many each are enough. */
  static boolean enough(int shared, int one, int other) {
    return shared >= Math.max(LEAST_SHARED, Math.min(SHARED, Math.min(one, other)));
  }
}
