package org.opinionloop.classifier.model;

import java.util.ArrayList;
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
  // How hot a character must be, against the hottest one, to be part of a stretch.
  private static final float WARM = 0.1f;
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
    float warm = WARM * settle(shares(rows, axis, first, label, rival), heat);
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

  /** By run what it lays on each of its characters; 0 if it has no place. */
  private float[] shares(Rows rows, Axis axis, int first, int label, int rival) {
    float[] shares = scratch.shares();
    // The last label has no lane: its weight is always 0.
    float own = label == axis.lanes() ? 0 : axis.scale()[label];
    float other = rival == axis.lanes() ? 0 : axis.scale()[rival];
    int ownLane = first + Math.min(label, axis.lanes() - 1);
    int otherLane = first + Math.min(rival, axis.lanes() - 1);
    for (int k = 0; k < scratch.known; k++) {
      int run = scratch.knownRuns[k];
      int row = scratch.runs[run];
      float weight = own * rows.weight(row, ownLane) - other * rows.weight(row, otherLane);
      shares[run] = weight * SHARE[run & (Ngrams.ORDER - 1)];
    }
    return shares;
  }

  /** Adds up what lies on each character; returns the most. */
  private float settle(float[] shares, float[] heat) {
    char[] chars = scratch.chars;
    float sum = 0;
    float most = 0;
    for (int i = scratch.body; i < scratch.length; i++) {
      // The runs that begin here set in, and those that ended just before are over.
      int run = i * Ngrams.ORDER;
      sum += shares[run] + shares[run + 1] + shares[run + 2] + shares[run + 3];
      sum -= shares[run - 4];
      sum -= i < 2 ? 0 : shares[run - 7];
      sum -= i < 3 ? 0 : shares[run - 10];
      sum -= i < 4 ? 0 : shares[run - 13];
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
    List<String> spans = new ArrayList<>(found);
    for (int k = 0; k < found; k++) {
      int start = scratch.origins[from[k]];
      int end = scratch.origins[from[k] + length[k] - 1] + 1;
      String span = text.substring(wordFrom(text, start), wordTo(text, end));
      if (!spans.contains(span)) {
        spans.add(span);
      }
    }
    return spans;
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
