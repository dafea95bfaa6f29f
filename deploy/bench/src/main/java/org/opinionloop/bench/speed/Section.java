package org.opinionloop.bench.speed;

import java.util.ArrayList;
import java.util.List;

/**
 * What one suite has measured.
 *
 * @param contenders the anchor first
 * @param findings what follows from it
 */
record Section(String name, List<Contender> contenders, List<Finding> findings) {

  /**
   * One figure and what it should be.
   *
   * @param target as {@code at least 0.8}; empty if there is none
   * @param met true without a target
   */
  record Finding(String what, double value, String target, boolean met) {}

  Section(String name) {
    this(name, new ArrayList<>(), new ArrayList<>());
  }

  Contender contender(String contender) {
    Contender added = new Contender(contender);
    contenders.add(added);
    return added;
  }

  void atLeast(String what, double value, double target) {
    findings.add(new Finding(what, value, "at least " + plain(target), value >= target));
  }

  void below(String what, double value, double target) {
    findings.add(new Finding(what, value, "below " + plain(target), value < target));
  }

  void says(String what, double value) {
    findings.add(new Finding(what, value, "", true));
  }

  private static String plain(double target) {
    return target == Math.rint(target) ? Long.toString((long) target) : Double.toString(target);
  }
}
