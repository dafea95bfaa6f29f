package org.opinionloop.reply.letter;

import java.time.Instant;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.OpinionId;

/**
 * The case that a letter is about, in codes.
 *
 * @param summary the citizen's own words, cut short; may be empty
 * @param language of the opinion, BCP 47
 * @param unit who answers for it
 */
public record Matter(
    OpinionId opinionId,
    String channel,
    String summary,
    String language,
    Instant receivedAt,
    String theme,
    Kind kind,
    String unit) {

  /** The same, answered by this unit. */
  public Matter answeredBy(String other) {
    return new Matter(opinionId, channel, summary, language, receivedAt, theme, kind, other);
  }
}
