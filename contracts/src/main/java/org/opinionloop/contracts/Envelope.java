package org.opinionloop.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a letter about the opinion needs to say, carried along so that nobody has to join.
 *
 * @param summary the title, or the opening of the text, at most 80 characters
 * @param receivedAt business time, see {@link OpinionReceived#receivedAt()}
 * @param recordedAt system time at which intake took it in; the start of every latency
 * @param sender see {@link OpinionReceived#sender()}
 */
public record Envelope(
    String channel,
    String summary,
    String language,
    @Nullable String district,
    Instant receivedAt,
    Instant recordedAt,
    boolean imported,
    boolean letters,
    @Nullable SealedContact contact,
    @Nullable String sender) {

  /** Checks that what is required is there; a summary may be empty. */
  public Envelope {
    Texts.label("envelope.channel", channel);
    Texts.required("envelope.summary", (Object) summary);
    Texts.label("envelope.language", language);
    Texts.labelIfAny("envelope.district", district);
    receivedAt = Texts.millis("envelope.receivedAt", receivedAt);
    recordedAt = Texts.millis("envelope.recordedAt", recordedAt);
  }
}
