package org.opinionloop.classifier.model;

import java.util.Arrays;
import java.util.List;

/**
 * Why a label: every run of characters lays its weight for the label, over its weight for the
 * runner-up, in equal shares on the characters it covers, and the hottest stretches of the text are
 * the reasons. They are quoted as the person wrote them, and never hold a digit: a number is no
 * reason, and may be somebody's. What the runs weigh was looked up for the label already, and lies
 * near.
 */
final class Reasons {

  private static final int MOST = 3;
  private static final int SHORTEST = 2;
  private static final int LONGEST = 8;
  // How hot a character must be, against the hottest one, to be part of a stretch.
  private static final float WARM = 0.2f;
  private static final float WALL = Float.NEGATIVE_INFINITY;

  private static final float[] SHARE = {1f, 1 / 2f, 1 / 3f, 1 / 4f};

  private final Scratch scratch;

  // The hottest stretches so far, the hottest first.
  private final int[] from = new int[MOST];
  private final int[] length = new int[MOST];
  private final float[] value = new float[MOST];
  private int found;

  Reasons(Scratch scratch) {
    this.scratch = scratch;
  }

  /**
   * The reasons for a label in the text of the scratch.
   *
   * @param first the first lane of the axis
   * @param text the text as written
   */
  List<String> of(Rows rows, Axis axis, int first, int label, int rival, String text) {
    float[] heat = scratch.heat();
    lay(rows, axis, first, label, heat, 1);
    lay(rows, axis, first, rival, heat, -1);
    float warm = WARM * settle(heat);
    found = 0;
    for (int i = scratch.body; i < scratch.length; i++) {
      int start = i;
      float sum = 0;
      while (i - start < LONGEST && heat[i] > warm) {
        sum += heat[i++];
      }
      if (i - start >= SHORTEST) {
        // The square root keeps one long lukewarm stretch from beating a short hot one.
        keep(start, i - start, sum / (float) Math.sqrt(i - start));
      }
    }
    return quotes(text);
  }

  /** A run adds its share to every character it covers: more from its first on, less after it. */
  private void lay(Rows rows, Axis axis, int first, int label, float[] heat, int sign) {
    if (label == axis.lanes()) {
      // The last label has no lane: its weight is always 0.
      return;
    }
    float scale = sign * axis.scale()[label];
    int[] runs = scratch.runs;
    for (int k = 0; k < scratch.known; k++) {
      int run = scratch.knownRuns[k];
      int n = run & (Ngrams.ORDER - 1);
      float share = scale * SHARE[n] * rows.weight(runs[run], first + label);
      int i = run / Ngrams.ORDER;
      heat[i] += share;
      heat[i + n + 1] -= share;
    }
  }

  /** Makes heat of its differences; returns the greatest. */
  private float settle(float[] heat) {
    char[] chars = scratch.chars;
    float sum = 0;
    float most = 0;
    for (int i = scratch.body; i < scratch.length; i++) {
      sum += heat[i];
      boolean silent = chars[i] == Normaliser.BREAK || chars[i] == Normaliser.DIGIT;
      heat[i] = silent ? WALL : sum;
      most = Math.max(most, heat[i]);
    }
    return most;
  }

  private void keep(int start, int size, float weight) {
    int place = found;
    while (place > 0 && value[place - 1] < weight) {
      place--;
    }
    if (place == MOST || repeats(place, start, size)) {
      return;
    }
    // What says the same less strongly goes; else the last one, if there is no room.
    int last = place;
    while (last < found && !same(last, start, size)) {
      last++;
    }
    if (last == found && found < MOST) {
      found++;
    }
    last = Math.min(last, MOST - 1);
    System.arraycopy(from, place, from, place + 1, last - place);
    System.arraycopy(length, place, length, place + 1, last - place);
    System.arraycopy(value, place, value, place + 1, last - place);
    from[place] = start;
    length[place] = size;
    value[place] = weight;
  }

  private boolean repeats(int places, int start, int size) {
    for (int k = 0; k < places; k++) {
      if (same(k, start, size)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a stretch that is kept has the same words as this one. */
  private boolean same(int kept, int start, int size) {
    return Arrays.equals(
        scratch.chars, from[kept], from[kept] + length[kept], scratch.chars, start, start + size);
  }

  private List<String> quotes(String text) {
    String[] spans = new String[found];
    for (int k = 0; k < found; k++) {
      int last = scratch.origins[from[k] + length[k] - 1];
      spans[k] = text.substring(scratch.origins[from[k]], last + 1);
    }
    return List.of(spans);
  }
}
