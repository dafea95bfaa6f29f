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
  // A word of Latin letters is quoted whole, if it is no longer than this.
  private static final int WORD = 16;
  // A character hotter than the hottest one divided by this is part of a stretch.
  private static final int WARM = 10;
  private static final int WALL = Integer.MIN_VALUE;
  // By length of a run, what share of its weight each of its characters gets, in twelfths.
  private static final int[] TWELFTHS = {12, 6, 4, 3};
  // In steps how fine a label's weight is taken: whole numbers add up the same in any order. On a
  // character lies at most a whole weight for each length of runs, which still fits an integer.
  private static final int FINEST = Integer.MAX_VALUE / (2 * 128 * 12 * Ngrams.ORDER);

  private final Scratch scratch = new Scratch();

  // The hottest stretches so far, the hottest first.
  private final int[] from = new int[MOST];
  private final int[] length = new int[MOST];
  private final float[] value = new float[MOST];
  private int found;

  /** The working memory that holds the text. */
  Scratch scratch() {
    return scratch;
  }

  /**
   * The reasons for a label in the text of the scratch.
   *
   * @param first the first lane of the axis
   * @param text the text as written
   */
  List<String> of(Rows rows, Axis axis, int first, int label, int rival, String text) {
    int[] heat = scratch.heat();
    lay(rows, axis, first, label, rival, heat);
    int warm = settle(heat) / WARM;
    found = 0;
    for (int i = scratch.body; i < scratch.length; i++) {
      int start = i;
      long sum = 0;
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

  /** Writes by character how much hotter it is than the one before. */
  private void lay(Rows rows, Axis axis, int first, int label, int rival, int[] heat) {
    int last = axis.lanes();
    // The last label has no lane: its weight is always 0.
    float own = label == last ? 0 : axis.scale()[label];
    float other = rival == last ? 0 : axis.scale()[rival];
    int ownLane = first + Math.min(label, last - 1);
    int otherLane = first + Math.min(rival, last - 1);
    float most = Math.max(own, other);
    int ownStep = Math.round(own / most * FINEST);
    int otherStep = Math.round(other / most * FINEST);
    int[] runs = scratch.knownRuns;
    int k = scratch.bodyKnown;
    while (k < scratch.runsKnown && runs[k] < scratch.body * Ngrams.ORDER) {
      k++;
    }
    for (; k < scratch.runsKnown; k++) {
      int at = runs[k] >>> 2;
      int length = runs[k] & (Ngrams.ORDER - 1);
      int weight =
          ownStep * rows.weight(scratch, k, ownLane)
              - otherStep * rows.weight(scratch, k, otherLane);
      int share = weight * TWELFTHS[length];
      heat[at] += share;
      heat[at + length + 1] -= share;
    }
  }

  /** Adds up what lies on each character; returns the most. */
  private int settle(int[] heat) {
    char[] chars = scratch.chars;
    int sum = 0;
    int most = 0;
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
    int[] bounds = new int[2 * found];
    int n = 0;
    for (int k = 0; k < found; k++) {
      int start = wordFrom(text, scratch.origins[from[k]]);
      int end = wordTo(text, scratch.origins[from[k] + length[k] - 1] + 1);
      if (!quoted(text, start, end, bounds, n)) {
        bounds[n++] = start;
        bounds[n++] = end;
      }
    }
    return n == 0
        ? List.of()
        : new Quotes(text, n == bounds.length ? bounds : Arrays.copyOf(bounds, n));
  }

  private static boolean quoted(String text, int start, int end, int[] bounds, int n) {
    for (int k = 0; k < n; k += 2) {
      int size = bounds[k + 1] - bounds[k];
      if (size == end - start && text.regionMatches(start, text, bounds[k], size)) {
        return true;
      }
    }
    return false;
  }

  /** Where the word of Latin letters begins that the stretch begins within. */
  private static int wordFrom(String text, int start) {
    int from = start;
    while (from > 0 && start - from < WORD && latin(text, from) && latin(text, from - 1)) {
      from--;
    }
    return from;
  }

  private static int wordTo(String text, int end) {
    int to = end;
    while (to < text.length() && to - end < WORD && latin(text, to - 1) && latin(text, to)) {
      to++;
    }
    return to;
  }

  private static boolean latin(String text, int at) {
    char c = text.charAt(at);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
