package org.opinionloop.intake.officer;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.intake.opinion.OpinionIds;
import org.opinionloop.intake.request.Fields;
import org.opinionloop.intake.request.History;
import org.opinionloop.intake.request.IdempotencyKey;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a promise, {@code {theme, text, dueDate, unit, state, opinions[], issues[], externalId,
 * at}}, and how far it has come, {@code {state, reason, unit, at}}. The unit is the caller's, see
 * {@link Units#speaking}. What does not fit is a problem of status 400, or 403.
 */
final class MeasureReader {

  private static final int TEXT = 500;
  private static final int REASON = 1_000;
  private static final int LINKS = 100;
  private static final int ID = 200;

  private final Taxonomy taxonomy;
  private final WorkingTime time;
  private final Clock clock;
  private final OpinionIds ids;

  MeasureReader(Taxonomy taxonomy, WorkingTime time, Clock clock, OpinionIds ids) {
    this.taxonomy = taxonomy;
    this.time = time;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * A promise.
   *
   * @param key the header that stands in for a missing external id
   */
  MeasureRecorded promise(ObjectNode body, @Nullable String key, Caller caller) {
    Fields fields = Fields.of(body);
    String unit = Units.speaking(fields, caller, taxonomy);
    String theme =
        fields.requiredKnown(
            "theme",
            text -> taxonomy.theme(Units.upper(text)).map(Taxonomy.Theme::code),
            Units.oneOf(taxonomy.themes(), Taxonomy.Theme::code),
            "");
    String text = fields.requiredLines("text", TEXT);
    Instant now = clock.instant();
    LocalDate today = time.dayOf(now);
    boolean history = caller.role() == Role.IMPORTER;
    LocalDate dueDate =
        fields.requiredKnown(
            "dueDate",
            day -> day(day).filter(each -> history || !each.isBefore(today)),
            history ? "a day as 2026-06-30" : "a day as 2026-06-30, today or later",
            today);
    MeasureState state =
        Objects.requireNonNullElse(fields.code("state", MeasureState.class), MeasureState.PLANNED);
    if (!state.isOpen()) {
      fields.refuse("state", "planned or under_way");
    }
    List<OpinionId> opinions = opinions(fields);
    List<String> issues = fields.list("issues", LINKS, ID);
    String known = IdempotencyKey.orExternalId(fields, key);
    Instant at = History.instant(fields, "at", caller, time.zone(), clock);
    fields.check();
    return new MeasureRecorded(
        ids.of("measure:" + unit, known).value(),
        unit,
        state,
        theme,
        text,
        dueDate,
        null,
        opinions,
        issues,
        caller.name(),
        Objects.requireNonNullElse(at, now),
        now);
  }

  /** How far it has come; to drop it takes a reason. */
  MeasureRecorded progress(OpinionId measure, ObjectNode body, Caller caller) {
    Fields fields = Fields.of(body);
    String unit = Units.speaking(fields, caller, taxonomy);
    MeasureState state = fields.requiredCode("state", MeasureState.class, MeasureState.KEPT);
    String reason =
        state == MeasureState.DROPPED
            ? fields.requiredLines("reason", REASON)
            : fields.lines("reason", REASON);
    if (state == MeasureState.PLANNED) {
      fields.refuse("state", "under_way, kept or dropped");
    }
    Instant at = History.instant(fields, "at", caller, time.zone(), clock);
    fields.check();
    Instant now = clock.instant();
    return new MeasureRecorded(
        measure.value(),
        unit,
        state,
        null,
        null,
        null,
        reason,
        List.of(),
        List.of(),
        caller.name(),
        Objects.requireNonNullElse(at, now),
        now);
  }

  private static List<OpinionId> opinions(Fields fields) {
    try {
      return fields.list("opinions", LINKS, ID).stream().map(OpinionId::parse).toList();
    } catch (IllegalArgumentException noId) {
      fields.refuse("opinions", "receipt numbers of opinions");
      return List.of();
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text))
          .filter(day -> day.getYear() >= 1900 && day.getYear() < 2200);
    } catch (java.time.DateTimeException noDay) { // its message would repeat the value
      return Optional.empty();
    }
  }
}
