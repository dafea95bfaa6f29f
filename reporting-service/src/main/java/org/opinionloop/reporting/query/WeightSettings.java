package org.opinionloop.reporting.query;

import org.opinionloop.reporting.cells.Rates.Weights;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** See {@link Weights}; the keys are explained in {@code reporting-service.yml}. */
@ConfigurationProperties("opinion-loop.reporting.weights")
record WeightSettings(
    double partlyResolved,
    double fairlySatisfied,
    double response,
    double resolution,
    double satisfaction) {

  Weights weights() {
    return new Weights(partlyResolved, fairlySatisfied, response, resolution, satisfaction);
  }
}
