package org.opinionloop.intake.officer;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.intake.request.Fields;
import org.opinionloop.intake.request.History;
import org.opinionloop.kit.security.Caller;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code {theme, topic, field, kind, unit, reason, correctedAt}}: the codes of the taxonomy
 * that are right, at least one of them. Handing a case to another unit is a correction of the unit.
 */
final class CorrectionReader {

  private static final int REASON = 1_000;
  private static final List<String> LABELS = List.of("theme", "topic", "field", "kind", "unit");

  private final Taxonomy taxonomy;
  private final ZoneId office;
  private final Clock clock;

  CorrectionReader(Taxonomy taxonomy, ZoneId office, Clock clock) {
    this.taxonomy = taxonomy;
    this.office = office;
    this.clock = clock;
  }

  /** The correction in this object; a problem of status 400 if it is none. */
  OpinionCorrected read(OpinionId id, ObjectNode body, Caller caller) {
    Fields fields = Fields.of(body);
    String theme =
        fields.known(
            "theme",
            text -> taxonomy.theme(Units.upper(text)).map(Taxonomy.Theme::code),
            Units.oneOf(taxonomy.themes(), Taxonomy.Theme::code));
    String topic = topic(fields, theme);
    String field =
        fields.known(
            "field",
            text -> taxonomy.field(Units.upper(text)).map(Taxonomy.Field::code),
            Units.oneOf(taxonomy.fields(), Taxonomy.Field::code));
    Kind kind = fields.code("kind", Kind.class);
    String unit = fields.known("unit", Units.in(taxonomy), Units.expected(taxonomy));
    boolean nothing = Stream.of(theme, topic, field, kind, unit).allMatch(Objects::isNull);
    if (nothing && fields.fit()) {
      fields.refuse("theme", "at least one of " + String.join(", ", LABELS));
    }
    String reason = fields.requiredLines("reason", REASON);
    Instant correctedAt = History.instant(fields, "correctedAt", caller, office, clock);
    fields.check();
    Instant now = clock.instant();
    return new OpinionCorrected(
        id,
        theme,
        topic,
        field,
        kind,
        unit,
        reason,
        caller.name(),
        Objects.requireNonNullElse(correctedAt, now),
        now);
  }

  /** One of the theme's topics, or of any theme's where the theme stays as it is. */
  private @Nullable String topic(Fields fields, @Nullable String theme) {
    List<Taxonomy.Topic> topics =
        taxonomy.themes().stream()
            .filter(each -> theme == null || each.code().equals(theme))
            .flatMap(each -> each.topics().stream())
            .toList();
    return fields.known(
        "topic",
        text ->
            topics.stream().map(Taxonomy.Topic::code).filter(Units.upper(text)::equals).findFirst(),
        Units.oneOf(topics, Taxonomy.Topic::code));
  }
}
