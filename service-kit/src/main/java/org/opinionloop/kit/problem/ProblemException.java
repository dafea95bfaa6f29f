package org.opinionloop.kit.problem;

/**
 * Ends a request with a problem document. An answer, not a fault: it carries no stack trace and is
 * not logged.
 */
public class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  /** Ends the request with this problem. */
  public ProblemException(Problem problem) {
    super(problem.title(), null, false, false);
    this.problem = problem;
  }

  /** What to tell the caller. */
  public final Problem problem() {
    return problem;
  }
}
