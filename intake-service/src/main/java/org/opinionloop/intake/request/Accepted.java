package org.opinionloop.intake.request;

import java.nio.charset.StandardCharsets;
import org.opinionloop.contracts.OpinionId;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * What a caller is told when something about an opinion was taken.
 *
 * @param status what was taken, as {@code received}
 * @param statusUrl where to look up how it goes on
 */
public record Accepted(OpinionId opinionId, String status, String statusUrl) {

  /** Builds them from the configured template. */
  public record Template(String statusUrl) {

    /** For this opinion. */
    public Accepted of(OpinionId id, String status) {
      return new Accepted(id, status, statusUrl.replace("{id}", id.value()));
    }

    /** The same as JSON in UTF-8; neither id nor status has anything to escape. */
    public byte[] json(OpinionId id, String status) {
      String url =
          new String(JsonStringEncoder.getInstance().quoteAsCharArray(of(id, status).statusUrl()));
      return ("{\"opinionId\":\""
              + id
              + "\",\"status\":\""
              + status
              + "\",\"statusUrl\":\""
              + url
              + "\"}")
          .getBytes(StandardCharsets.UTF_8);
    }
  }
}
