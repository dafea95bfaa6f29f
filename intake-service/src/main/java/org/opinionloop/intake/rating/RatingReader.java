package org.opinionloop.intake.rating;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.Resolved;
import org.opinionloop.intake.request.Fields;
import org.opinionloop.intake.request.History;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code {level, resolved, comment}}, and from those who make follow-up calls {@code
 * {followUp, effectiveContact, contacted}}.
 */
final class RatingReader {

  private static final int COMMENT = 2_000;

  private final ZoneId office;
  private final Clock clock;

  RatingReader(ZoneId office, Clock clock) {
    this.office = office;
    this.clock = clock;
  }

  /**
   * The rating in this object; a problem of status 400 if it is none.
   *
   * @param caller null for the person with the number
   */
  OpinionRated read(OpinionId id, ObjectNode body, @Nullable Caller caller) {
    Fields fields = Fields.of(body);
    int level = fields.requiredInteger("level", 1, 5);
    Resolved resolved = fields.requiredCode("resolved", Resolved.class, Resolved.NO);
    String comment = fields.lines("comment", COMMENT);
    boolean followUp = flag(fields, "followUp", caller, false);
    boolean effectiveContact = flag(fields, "effectiveContact", caller, true);
    Boolean contacted = calls(fields, "contacted", caller) ? fields.bool("contacted") : null;
    Instant ratedAt = History.instant(fields, "ratedAt", caller, office, clock);
    fields.check();
    Instant now = clock.instant();
    return new OpinionRated(
        id,
        level,
        resolved,
        comment,
        followUp,
        effectiveContact,
        contacted,
        Objects.requireNonNullElse(ratedAt, now),
        now);
  }

  private static boolean flag(
      Fields fields, String name, @Nullable Caller caller, boolean otherwise) {
    return calls(fields, name, caller)
        ? Objects.requireNonNullElse(fields.bool(name), otherwise)
        : otherwise;
  }

  /** Whether the caller makes follow-up calls, or does not pretend to (else noted). */
  private static boolean calls(Fields fields, String name, @Nullable Caller caller) {
    if (!fields.has(name) || (caller != null && caller.role() != Role.ANALYST)) {
      return true;
    }
    fields.refuse(name, "nothing: only a key of role channel, officer or importer may say it");
    return false;
  }
}
