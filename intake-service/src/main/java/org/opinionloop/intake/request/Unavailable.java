package org.opinionloop.intake.request;

import java.time.Duration;
import org.opinionloop.kit.problem.Problem;
import org.springframework.http.HttpStatus;

/** The problem of what could not be taken, for no fault of the caller's: 503. */
public final class Unavailable {

  private Unavailable() {}

  /** Says why, and when to come again. */
  public static Problem because(String detail, Duration retryAfter) {
    return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Not taken now")
        .detail(detail)
        .retryAfter(retryAfter);
  }
}
