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

    static Rate of(double numerator, long denominator) {
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

  private Rates() {}

  /** All rates by name, in the order of reports. */
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
    rates.put("compositeScore", composite(rates, followUps, weights));
    rates.put(
        "firstTimeSettlementRate", rate(tally, LoopCount.SETTLED_FIRST_TIME, LoopCount.SETTLED));
    rates.put("secondHandlingRate", rate(tally, LoopCount.REOPENED, LoopCount.SETTLED));
    rates.put("followUpCoverage", rate(tally, LoopCount.EFFECTIVE_FOLLOW_UPS, LoopCount.SETTLED));
    return rates;
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
