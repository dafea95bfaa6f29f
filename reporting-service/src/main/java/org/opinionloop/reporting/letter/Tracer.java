package org.opinionloop.reporting.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.reporting.cells.Quantiles;
import org.opinionloop.reporting.cells.Rates;
import org.opinionloop.reporting.cells.Rates.Rate;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.cells.Tally;

/** Writes figures into text and remembers where each comes from. */
final class Tracer {

  /** Stands for a rate over nothing. */
  static final String NONE = "无";

  /** Stands for a change that rounds to nothing. */
  static final String FLAT = "持平";

  private final List<Letter.Figure> figures = new ArrayList<>();
  private final Weights weights;

  Tracer(Weights weights) {
    this.weights = weights;
  }

  /** The figures of some cases, by the question that asks for them. */
  Figures of(Tally tally, Question question) {
    return new Figures(tally, question);
  }

  /** Any other whole number. */
  String count(String name, long number, Question question) {
    return noted(name, Long.toString(number), number, null, question);
  }

  /** Any other ratio, as a percentage. */
  String percent(String name, Rate rate, Question question) {
    return rate(name, rate, Tracer::percent, question);
  }

  /** Any other number, as shown. */
  String number(String name, String shown, double number, Question question) {
    return noted(name, shown, number, null, question);
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

  /** Whether a change of so many percent, or points, would be shown as 0.0. */
  static boolean isFlat(double change) {
    return decimal(Math.abs(change)).equals("0.0");
  }

  private String rate(String name, Rate rate, DoubleFunction<String> shown, Question question) {
    Double value = rate.value();
    return value == null ? NONE : noted(name, shown.apply(value), value, rate, question);
  }

  private String noted(
      String name, String shown, double number, @Nullable Rate rate, Question question) {
    figures.add(
        new Letter.Figure(
            name + question.of(),
            shown,
            number,
            rate == null ? null : rate.numerator(),
            rate == null ? null : rate.denominator(),
            question.query(),
            question.path() + '.' + name));
    return shown;
  }

  /** Figures of the same cases. */
  final class Figures {

    private final Tally tally;
    private final Question question;

    private Figures(Tally tally, Question question) {
      this.tally = tally;
      this.question = question;
    }

    /** A count. */
    String count(LoopCount count) {
      return Tracer.this.count("counts." + count.code(), tally.count(count), question);
    }

    /** A rate as a percentage, the composite score as points; {@link #NONE} over nothing. */
    String rate(String name) {
      Rate rate = Rates.of(tally, weights).getOrDefault(name, Rate.NONE);
      return Tracer.this.rate(
          "rates." + name + ".value",
          rate,
          name.equals(Rates.COMPOSITE) ? Tracer::decimal : Tracer::percent,
          question);
    }

    /** What part of all valid opinions these are, as a percentage. */
    String share(Tally all) {
      Rate share = Rates.share(tally, all);
      return percent("share.value", share, question);
    }

    /** How many of them have a trait. */
    String facet(String facet) {
      return noted(
          "facets['" + facet + "']",
          tally.facets().getOrDefault(facet, 0L).toString(),
          tally.facets().getOrDefault(facet, 0L),
          null,
          question);
    }

    /** In how many working hours half of them were answered. */
    String medianHours() {
      return hours("p50", Quantiles.of(tally.duration(LoopMetrics.ANSWER)).p50());
    }

    /** In how many working hours nine out of ten of them were answered. */
    String mostHours() {
      return hours("p90", Quantiles.of(tally.duration(LoopMetrics.ANSWER)).p90());
    }

    private String hours(String quantile, @Nullable Double minutes) {
      return minutes == null
          ? NONE
          : number("durations.answer." + quantile, decimal(minutes / 60), minutes, question);
    }
  }
}
