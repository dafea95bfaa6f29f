package org.opinionloop.intake.officer;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.Outcome;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.intake.request.Fields;
import org.opinionloop.intake.request.History;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.security.Caller;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code {outcome, text, measures[], unit, answeredAt}}. The unit is that of the officer's
 * key; a key for all units, or an importer's, has to name it.
 */
final class AnswerReader {

  private static final int TEXT = 20_000;
  private static final int MEASURES = 50;
  private static final int MEASURE = 500;

  private final Taxonomy taxonomy;
  private final ZoneId office;
  private final Clock clock;

  AnswerReader(Taxonomy taxonomy, ZoneId office, Clock clock) {
    this.taxonomy = taxonomy;
    this.office = office;
    this.clock = clock;
  }

  /**
   * The answer in this object.
   *
   * @throws ProblemException 403 if it is for another's unit, 400 for everything else
   */
  OpinionAnswered read(OpinionId id, ObjectNode body, Caller caller) {
    Fields fields = Fields.of(body);
    Outcome outcome = fields.requiredCode("outcome", Outcome.class, Outcome.EXPLAINED);
    String text = fields.requiredLines("text", TEXT);
    List<String> measures = fields.list("measures", MEASURES, MEASURE);
    String unit = unit(fields, caller);
    Instant answeredAt = History.instant(fields, "answeredAt", caller, office, clock);
    fields.check();
    Instant now = clock.instant();
    return new OpinionAnswered(
        id,
        outcome,
        text,
        measures,
        unit,
        caller.name(),
        Objects.requireNonNullElse(answeredAt, now),
        now);
  }

  private String unit(Fields fields, Caller caller) {
    @Nullable String own = Units.own(caller);
    if (own != null && !fields.has("unit")) {
      return own;
    }
    String unit = fields.requiredKnown("unit", Units.in(taxonomy), Units.expected(taxonomy), "");
    if (own != null && !unit.isEmpty() && !own.equals(unit)) {
      throw new ProblemException(
          Problem.of(HttpStatus.FORBIDDEN, "forbidden", "This key may not do that")
              .detail("the key answers for unit " + own));
    }
    return unit;
  }
}
