package org.opinionloop.intake.opinion;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.intake.contact.ContactFields;
import org.opinionloop.intake.request.Fields;
import org.opinionloop.intake.request.History;
import org.opinionloop.intake.request.IdempotencyKey;
import org.opinionloop.intake.text.Languages;
import org.opinionloop.intake.text.PlainText;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a submission and reports everything that is wrong with it at once. Free text is cleaned
 * (see {@link PlainText}), identifiers are not (see {@link IdempotencyKey}).
 */
final class SubmissionReader {

  static final int TITLE = 200;
  static final int PLACE = 200;
  static final int DISTRICT = 60;

  /** Instead of a channel, in meters. */
  static final String UNKNOWN = "unknown";

  /** Stands for one that was noted as a violation; never leaves this class. */
  private static final String NO_CHANNEL = "";

  private final Channels channels;
  private final Languages languages;
  private final ZoneId office;
  private final Clock clock;

  SubmissionReader(Channels channels, Languages languages, ZoneId office, Clock clock) {
    this.channels = channels;
    this.languages = languages;
    this.office = office;
    this.clock = clock;
  }

  /**
   * The submission in this object.
   *
   * @param idempotencyKey stands in for a missing external id
   * @throws ProblemException 403 if the channel is not the caller's, 400 for everything else
   */
  Submission read(ObjectNode body, @Nullable String idempotencyKey, Caller caller) {
    Fields fields = Fields.of(body);
    String channel = channel(fields, caller);
    String title = fields.line("title", TITLE);
    String text = fields.requiredLines("text", OpinionReceived.LONGEST_TEXT);
    String language = language(fields, title == null ? text : title + "\n" + text);
    String externalId = IdempotencyKey.orExternalId(fields, idempotencyKey);
    String district = fields.line("district", DISTRICT);
    String place = fields.line("place", PLACE);
    Instant submittedAt = fields.instant("submittedAt", office);
    Instant receivedAt = History.instant(fields, "receivedAt", caller, office, clock);
    Boolean letters =
        History.only(fields, "acknowledge", caller) ? fields.bool("acknowledge") : null;
    Contact contact = ContactFields.read(fields);
    fields.check();
    return new Submission(
        channel,
        externalId,
        title,
        text,
        language,
        district,
        place,
        submittedAt,
        receivedAt,
        caller.role() == Role.IMPORTER,
        Objects.requireNonNullElse(letters, true),
        contact);
  }

  boolean isChannel(String code) {
    return channels.find(code).filter(code::equals).isPresent();
  }

  /** The channel that is meant, as far as one is; for counting what was refused. */
  String channelOf(ObjectNode body) {
    String name = body.path("channel").stringValue("");
    return channels.find(name).orElse(UNKNOWN);
  }

  private String channel(Fields fields, Caller caller) {
    String code = fields.requiredKnown("channel", channels::find, "one of " + channels, NO_CHANNEL);
    if (!code.equals(NO_CHANNEL) && !caller.mayUse(code)) {
      throw new ProblemException(
          Problem.of(HttpStatus.FORBIDDEN, "forbidden", "This key may not do that")
              .detail("the channel is not among the key's channels"));
    }
    return code;
  }

  private String language(Fields fields, String text) {
    return Objects.requireNonNullElseGet(
        fields.known(
            "language",
            tag -> languages.canonical(tag, text),
            "a BCP 47 tag, as zh-Hans, zh-Hant or en"),
        () -> languages.detect(text));
  }
}
