package org.opinionloop.classifier.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.opinionloop.classifier.model.Axis;
import org.opinionloop.classifier.model.Model;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.taxonomy.Taxonomy;

/** A model and a taxonomy belong together: every label the model can give must be a known code. */
final class ModelFit {

  static final String THEME = "theme";
  static final String FIELD = "field";
  static final String KIND = "kind";

  private ModelFit() {}

  static void check(Model model, Taxonomy taxonomy) {
    check(
        model,
        THEME,
        taxonomy.themes().stream().map(Taxonomy.Theme::code).collect(Collectors.toSet()));
    check(
        model,
        FIELD,
        taxonomy.fields().stream().map(Taxonomy.Field::code).collect(Collectors.toSet()));
    check(model, KIND, Arrays.stream(Kind.values()).map(Kind::name).collect(Collectors.toSet()));
  }

  private static void check(Model model, String name, Set<String> codes) {
    List<String> labels =
        model.axes().stream()
            .filter(axis -> axis.name().equals(name))
            .findFirst()
            .map(Axis::labels)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "model " + model.version() + ": no axis " + name + " (expected: one)"));
    for (String label : labels) {
      if (!codes.contains(label)) {
        throw new IllegalStateException(
            "model "
                + model.version()
                + ": "
                + name
                + " "
                + label
                + " is not in the taxonomy (expected: one of "
                + codes
                + ")");
      }
    }
  }
}
