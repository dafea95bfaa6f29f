package org.opinionloop.classifier.model;

import java.util.AbstractList;
import java.util.RandomAccess;

/** Stretches of a text, cut out of it only when they are read. Immutable. */
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
    return text.substring(bounds[2 * index], bounds[2 * index + 1]);
  }

  @Override
  public int size() {
    return bounds.length / 2;
  }
}
