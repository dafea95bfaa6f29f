package org.opinionloop.intake.officer;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.Outcome;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.intake.request.Fields;
import org.opinionloop.intake.request.History;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.security.Caller;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code {outcome, text, measures[], unit, answeredAt}}. A measure is one of the taxonomy's,
 * by code or name, or is said in the officer's own words. The unit is the caller's, see {@link
 * Units#speaking}.
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
    List<String> measures =
        fields.list("measures", MEASURES, MEASURE).stream().map(this::coded).distinct().toList();
    String unit = Units.speaking(fields, caller, taxonomy);
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

  /** The code of a measure that is named by it, or by a name of the catalogue; or the words. */
  private String coded(String measure) {
    return taxonomy.measures().stream()
        .filter(each -> each.code().equalsIgnoreCase(measure) || each.names().has(measure))
        .findFirst()
        .map(Taxonomy.Measure::code)
        .orElse(measure);
  }
}
