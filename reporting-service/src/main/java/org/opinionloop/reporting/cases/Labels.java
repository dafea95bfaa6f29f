package org.opinionloop.reporting.cases;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Kind;
import org.opinionloop.reporting.cases.Case.Classified;
import org.opinionloop.reporting.cases.Case.Correction;

/** The labels of a case that hold: each as last corrected, or else as classified. */
record Labels(
    @Nullable String theme,
    @Nullable String topic,
    @Nullable String field,
    @Nullable Kind kind,
    @Nullable String unit) {

  static Labels of(Case facts) {
    return new Labels(
        label(facts, Correction::theme, Classified::theme),
        topic(facts),
        label(facts, Correction::field, Classified::field),
        label(facts, Correction::kind, Classified::kind),
        label(facts, Correction::unit, Classified::unit));
  }

  private static <L> @Nullable L label(
      Case facts, Function<Correction, @Nullable L> corrected, Function<Classified, L> classified) {
    for (int i = facts.corrections().size() - 1; i >= 0; i--) {
      L label = corrected.apply(facts.corrections().get(i));
      if (label != null) {
        return label;
      }
    }
    return facts.classified() == null ? null : classified.apply(facts.classified());
  }

  /** A new theme without a topic leaves none: the old one belonged to the old theme. */
  private static @Nullable String topic(Case facts) {
    for (int i = facts.corrections().size() - 1; i >= 0; i--) {
      Correction correction = facts.corrections().get(i);
      if (correction.topic() != null || correction.theme() != null) {
        return correction.topic();
      }
    }
    return facts.classified() == null ? null : facts.classified().topic();
  }
}
