package org.opinionloop.intake.request;

import org.opinionloop.contracts.OpinionId;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** The opinion that a path is about. */
public final class PathId {

  private PathId() {}

  /**
   * Reads it as a person may have typed it.
   *
   * @throws ProblemException 404 if it cannot be an opinion's number: the check character is wrong
   */
  public static OpinionId parse(String text) {
    try {
      return OpinionId.parse(text);
    } catch (IllegalArgumentException noId) {
      throw new ProblemException(
          Problem.of(HttpStatus.NOT_FOUND, "no-such-opinion", "No opinion has this number")
              .detail("expected: 16 characters and a check character, as on the receipt"));
    }
  }
}
