package org.opinionloop.classifier.rules;

/** Texts that are one character or one short group, over and over. */
final class Repetition {

  private static final int LONGEST_GROUP = 6;
  private static final int SHORTEST = 5;
  private static final int SHORTEST_GROUPS = 8;
  private static final int TIMES = 4;

  private Repetition() {}

  /**
   * Whether there is nothing but repetition.
   *
   * @param content letters and digits only
   */
  static boolean only(int[] content) {
    if (content.length < SHORTEST) {
      return false;
    }
    if (repeats(content, 1)) {
      return true;
    }
    if (content.length < SHORTEST_GROUPS) {
      return false;
    }
    for (int group = 2; group <= LONGEST_GROUP; group++) {
      if (content.length >= group * TIMES && repeats(content, group)) {
        return true;
      }
    }
    return runs(content);
  }

  /** The end may break off in the middle of a group. */
  private static boolean repeats(int[] content, int group) {
    for (int i = group; i < content.length; i++) {
      if (content[i] != content[i - group]) {
        return false;
      }
    }
    return true;
  }

  /** Long runs of one character each, as in 哈哈哈哈呵呵呵呵. */
  private static boolean runs(int[] content) {
    int run = 1;
    for (int i = 1; i <= content.length; i++) {
      if (i < content.length && content[i] == content[i - 1]) {
        run++;
      } else if (run < TIMES) {
        return false;
      } else {
        run = 1;
      }
    }
    return true;
  }
}
