package org.opinionloop.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An opinion as it came in; topic {@link Topics#OPINIONS_RECEIVED}. The same opinion may be on the
 * topic twice (a channel handed it in again); the first one counts.
 *
 * @param channel 渠道: through which door, one of the configured channels, as {@code website}
 * @param externalId the channel's own number, if it has one
 * @param text the words of the person, 1 to 20,000 characters
 * @param language BCP 47, as {@code zh-Hans}, {@code zh-Hant}, {@code en}
 * @param place where it is about, in the person's words
 * @param submittedAt when the person sent it, as the channel says
 * @param receivedAt business time: when the office received it; deadlines and cohorts count from it
 * @param imported whether it is history, brought in by an importer
 * @param letters whether letters are to be sent; an import may say no
 * @param contact how to reach the person, sealed; absent if they left nothing
 * @param sender a pseudonym by which several opinions of one person are recognised; absent if they
 *     left neither telephone number nor e-mail address
 */
public record OpinionReceived(
    OpinionId opinionId,
    String channel,
    @Nullable String externalId,
    @Nullable String title,
    String text,
    String language,
    @Nullable String district,
    @Nullable String place,
    @Nullable Instant submittedAt,
    Instant receivedAt,
    Instant recordedAt,
    boolean imported,
    boolean letters,
    @Nullable SealedContact contact,
    @Nullable String sender)
    implements Event {

  /** Of an opinion, in characters as code points. */
  public static final int LONGEST_TEXT = 20_000;

  /** Checks that what is required is there, and cuts instants to milliseconds. */
  public OpinionReceived {
    Texts.required("opinionId", opinionId);
    Texts.label("channel", channel);
    Texts.required("text", text, LONGEST_TEXT);
    Texts.label("language", language);
    Texts.labelIfAny("district", district);
    submittedAt = Texts.millisIfAny("submittedAt", submittedAt);
    receivedAt = Texts.millis("receivedAt", receivedAt);
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }
}
