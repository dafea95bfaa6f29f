package org.opinionloop.contracts;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A letter that the office has written; topic {@link Topics#LETTERS_ISSUED}. It is the promise:
 * once it is here, the date in it binds, whether or not the letter reaches the person.
 *
 * @param answerBy the day by which the answer is promised, in the office's time zone; on letters
 *     that promise one
 * @param dueAt the instant at which that promise lapses
 * @param templateVersion which wording, as {@code acknowledgement/zh-Hans/3}
 * @param suppressed why it is not to be sent, if it is not, as {@code import}
 * @param opinionRecordedAt system time at which intake took the opinion in
 */
public record LetterIssued(
    OpinionId opinionId,
    LetterId letterId,
    LetterKind kind,
    String subject,
    String body,
    String language,
    @Nullable LocalDate answerBy,
    @Nullable Instant dueAt,
    String templateVersion,
    @Nullable String suppressed,
    @Nullable SealedContact contact,
    Instant opinionRecordedAt,
    Instant recordedAt)
    implements Event {

  /** Checks that what is required is there. */
  public LetterIssued {
    Texts.required("opinionId", opinionId);
    Texts.required("letterId", letterId);
    Texts.required("kind", kind);
    Texts.letter(letterId, opinionId, kind);
    Texts.required("subject", subject);
    Texts.required("body", body);
    Texts.required("language", language);
    Texts.required("templateVersion", templateVersion);
    dueAt = Texts.millisIfAny("dueAt", dueAt);
    opinionRecordedAt = Texts.millis("opinionRecordedAt", opinionRecordedAt);
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }

  @Override
  public String eventId() {
    return "LetterIssued:" + letterId;
  }
}
