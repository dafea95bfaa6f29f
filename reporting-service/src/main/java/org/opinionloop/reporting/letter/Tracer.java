package org.opinionloop.reporting.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.reporting.cells.Rates;
import org.opinionloop.reporting.cells.Rates.Rate;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.cells.Tally;

/** Writes figures into text and remembers where each comes from. */
final class Tracer {

  private final List<Letter.Figure> figures = new ArrayList<>();
  private final Weights weights;

  Tracer(Weights weights) {
    this.weights = weights;
  }

  /** A count of some cases. */
  String count(LoopCount count, Tally tally, String of, String query) {
    return noted("counts." + count.code() + of, Long.toString(tally.count(count)), query);
  }

  /** A rate of some cases as a percentage; 无 if there is none. */
  String rate(String name, Tally tally, String of, String query) {
    Rate rate = Rates.of(tally, weights).get(name);
    if (rate == null || rate.value() == null) {
      return "无";
    }
    String shown = name.equals("compositeScore") ? decimal(rate.value()) : percent(rate.value());
    figures.add(
        new Letter.Figure(
            "rates." + name + of, shown, rate.numerator(), rate.denominator(), query));
    return shown;
  }

  /** A part of a whole as a percentage. */
  String share(LoopCount count, Tally part, Tally whole, String of, String query) {
    long all = whole.count(count);
    String shown = all == 0 ? "无" : percent((double) part.count(count) / all);
    figures.add(
        new Letter.Figure(
            "share." + count.code() + of, shown, (double) part.count(count), all, query));
    return shown;
  }

  /** Any other figure. */
  String noted(String name, String shown, String query) {
    figures.add(new Letter.Figure(name, shown, null, null, query));
    return shown;
  }

  List<Letter.Figure> figures() {
    return figures;
  }

  static String percent(double value) {
    return decimal(value * 100) + "%";
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
