package org.opinionloop.reporting.cells;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LoopCount;

/**
 * The rates of the closed loop, read from a tally. A numerator may be weighted, hence not a whole
 * number.
 */
public final class Rates {

  /**
   * A ratio.
   *
   * @param value numerator / denominator, null if the denominator is 0
   */
  public record Rate(double numerator, long denominator, @Nullable Double value) {

    /** Nothing of nothing. */
    public static final Rate NONE = of(0, 0);

    /** The ratio, or 0 if there is none. */
    public double orZero() {
      return value == null ? 0 : value;
    }

    /** The ratio of these. */
    public static Rate of(double numerator, long denominator) {
      return new Rate(numerator, denominator, denominator == 0 ? null : numerator / denominator);
    }
  }

  /**
   * The office's weights.
   *
   * @param partlyResolved what a partly resolved case counts as resolved, [0, 1]
   * @param fairlySatisfied what a fairly satisfied person counts as satisfied, [0, 1]
   * @param response share of the response rate in the composite score; the three make 1
   */
  public record Weights(
      double partlyResolved,
      double fairlySatisfied,
      double response,
      double resolution,
      double satisfaction) {

    /** Checks the ranges. */
    public Weights {
      check("partly-resolved", partlyResolved);
      check("fairly-satisfied", fairlySatisfied);
      check("response", response);
      check("resolution", resolution);
      check("satisfaction", satisfaction);
      if (Math.abs(response + resolution + satisfaction - 1) > 1e-9) {
        throw new IllegalArgumentException(
            "weights: response + resolution + satisfaction = "
                + (response + resolution + satisfaction)
                + " (expected: 1)");
      }
    }

    private static void check(String name, double weight) {
      if (!(weight >= 0 && weight <= 1)) {
        throw new IllegalArgumentException(
            "weights." + name + ": " + weight + " (expected: in [0, 1])");
      }
    }
  }

  /** The name of the one rate that is no percentage, but up to 100 points. */
  public static final String COMPOSITE = "compositeScore";

  private Rates() {}

  /**
   * All rates by name, in the order of reports. Second handling and follow-ups are told of all
   * cases that were answered, not of those that are settled now: a case leaves these while it is
   * handled again, though it was rated and reopened, and more would be reopened than there are. A
   * rating that comes before any answer counts as a follow-up as well.
   */
  public static Map<String, Rate> of(Tally tally, Weights weights) {
    Map<String, Rate> rates = new LinkedHashMap<>();
    long followUps = tally.count(LoopCount.EFFECTIVE_FOLLOW_UPS);
    rates.put("validRate", rate(tally, LoopCount.VALID, LoopCount.RECEIVED));
    rates.put(
        "acknowledgementRate", rate(tally, LoopCount.ACKNOWLEDGEMENT_DELIVERED, LoopCount.VALID));
    rates.put("answerRate", rate(tally, LoopCount.ANSWERED, LoopCount.VALID));
    rates.put("onTimeRate", rate(tally, LoopCount.ANSWERED_ON_TIME, LoopCount.DUE));
    rates.put("overdueRate", rate(tally, LoopCount.OVERDUE, LoopCount.DUE));
    rates.put("responseRate", rate(tally, LoopCount.RESPONDED, LoopCount.EFFECTIVE_FOLLOW_UPS));
    rates.put(
        "resolutionRate",
        Rate.of(
            tally.count(LoopCount.RESOLVED)
                + weights.partlyResolved() * tally.count(LoopCount.PARTLY_RESOLVED),
            followUps));
    rates.put(
        "satisfactionRate",
        Rate.of(
            tally.count(LoopCount.SATISFIED)
                + weights.fairlySatisfied() * tally.count(LoopCount.FAIRLY_SATISFIED),
            followUps));
    rates.put(COMPOSITE, composite(rates, followUps, weights));
    rates.put(
        "firstTimeSettlementRate", rate(tally, LoopCount.SETTLED_FIRST_TIME, LoopCount.SETTLED));
    rates.put("secondHandlingRate", rate(tally, LoopCount.REOPENED, LoopCount.ANSWERED));
    rates.put("followUpCoverage", rate(tally, LoopCount.EFFECTIVE_FOLLOW_UPS, LoopCount.ANSWERED));
    return rates;
  }

  /** What part of the valid opinions of the whole these are. */
  public static Rate share(Tally part, Tally whole) {
    return Rate.of(part.count(LoopCount.VALID), whole.count(LoopCount.VALID));
  }

  /** By how much more were received than then, relative to then; null if there were none. */
  public static @Nullable Double growth(Tally now, Tally then) {
    long received = then.count(LoopCount.RECEIVED);
    return received == 0 ? null : (double) (now.count(LoopCount.RECEIVED) - received) / received;
  }

  /**
   * By how many percentage points a rate has moved (the composite score: points); null where one of
   * the two has no value.
   */
  public static @Nullable Double points(String name, Rate now, Rate then) {
    if (now.value() == null || then.value() == null) {
      return null;
    }
    double change = now.value() - then.value();
    return name.equals(COMPOSITE) ? change : 100 * change;
  }

  /** 100 x the weighted mean of three rates of the same denominator; numerator in points. */
  private static Rate composite(Map<String, Rate> rates, long followUps, Weights weights) {
    return Rate.of(
        100
            * (weights.response() * numerator(rates, "responseRate")
                + weights.resolution() * numerator(rates, "resolutionRate")
                + weights.satisfaction() * numerator(rates, "satisfactionRate")),
        followUps);
  }

  private static double numerator(Map<String, Rate> rates, String name) {
    Rate rate = rates.get(name);
    return rate == null ? 0 : rate.numerator();
  }

  private static Rate rate(Tally tally, LoopCount numerator, LoopCount denominator) {
    return Rate.of(tally.count(numerator), tally.count(denominator));
  }
}
