package org.opinionloop.classifier.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Why a label: every n-gram lays its weight for the label, over the average of the others, on the
 * characters it covers, and the heaviest stretches of the text are the reasons. They are quoted as
 * the person wrote them, and never hold a digit: a number is no reason, and may be somebody's.
 */
final class Reasons {

  private static final int MOST = 3;
  private static final int SHORTEST = 2;
  private static final int LONGEST = 8;
  private static final float WALL = Float.NEGATIVE_INFINITY;

  private final Model model;
  private final Ngrams ngrams;
  private final int first;
  private final int lanes;
  private final int label;
  private final float[] scale;

  Reasons(Model model, Ngrams ngrams, int axis, int label) {
    this.model = model;
    this.ngrams = ngrams;
    this.first = model.axes().subList(0, axis).stream().mapToInt(Axis::lanes).sum();
    this.lanes = model.axes().get(axis).lanes();
    this.scale = model.axes().get(axis).scale();
    this.label = label;
  }

  List<String> of(String title, String text, Scratch scratch) {
    List<String> spans = new ArrayList<>(MOST);
    scratch.reset();
    scratch.append(model.normaliser(), text);
    scratch.close();
    float[] heat = heat(scratch);
    while (spans.size() < MOST) {
      int from = 0;
      int length = 0;
      float most = 0;
      for (int i = 1; i < heat.length; i++) {
        float sum = 0;
        for (int n = 1; n <= LONGEST && i + n <= heat.length && heat[i + n - 1] != WALL; n++) {
          sum += heat[i + n - 1];
          // The square root keeps one long lukewarm stretch from beating a short hot one.
          float value = sum / (float) Math.sqrt(n);
          if (n >= SHORTEST && value > most) {
            most = value;
            from = i;
            length = n;
          }
        }
      }
      if (length == 0) {
        break;
      }
      String span =
          text.substring(scratch.origins[from], scratch.origins[from + length - 1] + 1).strip();
      Arrays.fill(heat, from, from + length, WALL);
      if (!span.isEmpty() && !spans.contains(span)) {
        spans.add(span);
      }
    }
    return spans;
  }

  private float[] heat(Scratch scratch) {
    char[] chars = scratch.chars;
    float[] heat = new float[scratch.length];
    for (int i = 0; i < heat.length; i++) {
      long state = Ngrams.body();
      for (int n = 1; n <= Ngrams.ORDER && i + n <= heat.length; n++) {
        if (chars[i + n - 1] == Normaliser.BREAK) {
          break;
        }
        state = Ngrams.next(state, chars[i + n - 1]);
        float share = weight(ngrams.bucket(state)) / n;
        for (int k = 0; k < n; k++) {
          heat[i + k] += share;
        }
      }
    }
    for (int i = 0; i < heat.length; i++) {
      if (chars[i] == Normaliser.BREAK || chars[i] == Normaliser.DIGIT) {
        heat[i] = WALL;
      }
    }
    return heat;
  }

  /** How much more a bucket speaks for the label than for the others on average. */
  private float weight(int bucket) {
    float sum = 0;
    float own = 0;
    for (int c = 0; c < lanes; c++) {
      float weight = model.rows().weight(bucket, first + c) * scale[c];
      sum += weight;
      if (c == label) {
        own = weight;
      }
    }
    return own - sum / (lanes + 1);
  }
}
