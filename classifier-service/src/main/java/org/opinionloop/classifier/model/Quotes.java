package org.opinionloop.classifier.model;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * Stretches of a text, cut out of it only when they are read, and of whole characters. Immutable.
 */
final class Quotes extends AbstractList<String> implements RandomAccess {

  private final String text;
  // By stretch where it begins and ends.
  private final int[] bounds;

  Quotes(String text, int[] bounds) {
    this.text = text;
    this.bounds = bounds;
  }

  @Override
  public String get(int index) {
    int begin = bounds[2 * index];
    int end = bounds[2 * index + 1];
    return text.substring(isWithin(begin) ? begin - 1 : begin, isWithin(end) ? end + 1 : end);
  }

  /** Whether this is the middle of a character outside the basic plane, as of an emoji. */
  private boolean isWithin(int at) {
    return at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  @Override
  public int size() {
    return bounds.length / 2;
  }
}
