package org.opinionloop.intake.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.intake.opinion.Receipt;
import org.opinionloop.kit.problem.Problem;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of one line.
 *
 * @param line its number, from 1, as an editor shows it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LineResult(
    long line, Status status, @Nullable OpinionId opinionId, @Nullable Problem problem) {

  /** In JSON in lower case. */
  enum Status {
    /** Safely in the log. */
    accepted,
    /** It was there before. */
    repeated,
    /** It cannot be taken as it is. */
    rejected,
    /** It could not be taken now; send the line again. */
    unavailable
  }

  static LineResult of(long line, Receipt receipt) {
    return new LineResult(
        line, receipt.repeated() ? Status.repeated : Status.accepted, receipt.opinionId(), null);
  }

  static LineResult of(long line, Problem problem) {
    return new LineResult(
        line, problem.status() >= 500 ? Status.unavailable : Status.rejected, null, problem);
  }

  /** As a line of JSON; of those that say that all is well there are many, hence by hand. */
  byte[] json(JsonMapper mapper) {
    return opinionId == null
        ? mapper.writeValueAsBytes(this)
        : ("{\"line\":"
                + line
                + ",\"status\":\""
                + status
                + "\",\"opinionId\":\""
                + opinionId
                + "\"}")
            .getBytes(StandardCharsets.US_ASCII);
  }
}
