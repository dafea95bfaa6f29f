package org.opinionloop.classifier.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.opinionloop.contracts.taxonomy.Names;
import org.opinionloop.contracts.taxonomy.Taxonomy;

/**
 * A taxonomy made of the labels that rows have. Themes and fields that the given one knows, by code
 * or by name, stay what they are; a label it does not know becomes a code, and its own name; what
 * no row is labelled with goes. An axis without labels stays, and so does all the rest.
 */
final class NewTaxonomy {

  private NewTaxonomy() {}

  /**
   * The taxonomy of these labels.
   *
   * @param given what known labels and everything else are taken from; its urgent unit answers for
   *     new fields until somebody names another
   * @param themes as they stand in the rows, each as often as it does; and so the fields
   */
  static Taxonomy of(Taxonomy given, List<String> themes, List<String> fields) {
    return new Taxonomy(
        axis(
            given.themes(),
            Taxonomy.Theme::code,
            Taxonomy.Theme::names,
            themes,
            label -> new Taxonomy.Theme(label, name(label), List.of())),
        axis(
            given.fields(),
            Taxonomy.Field::code,
            Taxonomy.Field::names,
            fields,
            label -> new Taxonomy.Field(label, name(label), given.urgentUnit())),
        given.kinds(),
        given.units(),
        given.urgentUnit(),
        given.rejections(),
        given.measures(),
        given.services());
  }

  private static <T> List<T> axis(
      List<T> given,
      Function<T, String> code,
      Function<T, Names> names,
      List<String> labels,
      Function<String, T> made) {
    Set<T> known = new LinkedHashSet<>();
    // Labels that differ only by case are one, as spelled first: LabelNames would find no other.
    Map<String, String> unknown = new LinkedHashMap<>();
    for (String label : labels) {
      String plain = label.strip();
      Optional<T> same =
          given.stream().filter(one -> is(plain, code.apply(one), names.apply(one))).findFirst();
      same.ifPresentOrElse(known::add, () -> unknown.putIfAbsent(LabelNames.key(plain), plain));
    }
    if (known.isEmpty() && unknown.isEmpty()) {
      return given;
    }
    List<T> all = new ArrayList<>(given.stream().filter(known::contains).toList());
    unknown.values().stream().map(made).forEach(all::add);
    return all;
  }

  /** As {@link LabelNames} understands it. */
  private static boolean is(String label, String code, Names names) {
    return Stream.concat(Stream.of(code), names.byLanguage().values().stream())
        .anyMatch(name -> LabelNames.key(name).equals(LabelNames.key(label)));
  }

  private static Names name(String label) {
    return new Names(Map.of("zh-Hans", label));
  }
}
