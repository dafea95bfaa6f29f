package org.opinionloop.intake.request;

import org.opinionloop.contracts.OpinionId;

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
  }
}
