package org.opinionloop.reporting.stream;

import java.time.Duration;
import org.opinionloop.reporting.hot.Likeness;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How opinions about the same issue are found; the keys are explained in {@code
 * reporting-service.yml}.
 */
@ConfigurationProperties("opinion-loop.reporting.issues")
record IssueSettings(double likeness, Duration window, int nearest, int most, Within within) {

  /** Among which opinions the same issue is looked for. */
  enum Within {
    OFFICE,
    DISTRICT;

    /** The bucket of an opinion; it never changes. */
    String bucket(@org.jspecify.annotations.Nullable String district) {
      return this == DISTRICT && district != null ? district : "office";
    }
  }

  Likeness rules() {
    return new Likeness(likeness, window, nearest, most);
  }
}
