package org.opinionloop.intake.officer;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.intake.request.Fields;
import org.opinionloop.intake.request.History;
import org.opinionloop.kit.security.Caller;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an extension, {@code {workingDays, reason, unit, extendedAt}}, and a rejection, {@code
 * {reason, unit, rejectedAt}}, whose reason is one of the taxonomy's. The unit is the caller's, see
 * {@link Units#speaking}. What does not fit is a problem of status 400, or 403.
 */
final class DecisionReader {

  private static final int DAYS = 250;
  private static final int REASON = 1_000;

  private final Taxonomy taxonomy;
  private final ZoneId office;
  private final Clock clock;

  DecisionReader(Taxonomy taxonomy, ZoneId office, Clock clock) {
    this.taxonomy = taxonomy;
    this.office = office;
    this.clock = clock;
  }

  OpinionExtended extension(OpinionId id, ObjectNode body, Caller caller) {
    Fields fields = Fields.of(body);
    int workingDays = fields.requiredInteger("workingDays", 1, DAYS);
    String reason = fields.requiredLines("reason", REASON);
    String unit = Units.speaking(fields, caller, taxonomy);
    Instant extendedAt = History.instant(fields, "extendedAt", caller, office, clock);
    fields.check();
    Instant now = clock.instant();
    return new OpinionExtended(
        id,
        workingDays,
        reason,
        unit,
        caller.name(),
        Objects.requireNonNullElse(extendedAt, now),
        now);
  }

  OpinionRejected rejection(OpinionId id, ObjectNode body, Caller caller) {
    Fields fields = Fields.of(body);
    String reason =
        fields.requiredKnown(
            "reason",
            text -> taxonomy.rejection(Units.upper(text)).map(Taxonomy.Rejection::code),
            Units.oneOf(taxonomy.rejections(), Taxonomy.Rejection::code),
            "");
    String unit = Units.speaking(fields, caller, taxonomy);
    Instant rejectedAt = History.instant(fields, "rejectedAt", caller, office, clock);
    fields.check();
    Instant now = clock.instant();
    return new OpinionRejected(
        id, reason, unit, caller.name(), Objects.requireNonNullElse(rejectedAt, now), now);
  }
}
