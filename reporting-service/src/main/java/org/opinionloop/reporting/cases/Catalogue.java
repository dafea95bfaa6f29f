package org.opinionloop.reporting.cases;

import java.util.Set;
import java.util.stream.Collectors;
import org.opinionloop.contracts.taxonomy.Taxonomy;

/**
 * What may be counted by name: nobody's own words get into the figures.
 *
 * @param measures codes of measures
 * @param words by which topics are known
 */
public record Catalogue(Set<String> measures, Set<String> words) {

  /** Nothing may. */
  public static final Catalogue EMPTY = new Catalogue(Set.of(), Set.of());

  /** Copies the sets. */
  public Catalogue {
    measures = Set.copyOf(measures);
    words = Set.copyOf(words);
  }

  /** What the taxonomy knows. */
  public static Catalogue of(Taxonomy taxonomy) {
    return new Catalogue(
        taxonomy.measures().stream().map(Taxonomy.Measure::code).collect(Collectors.toSet()),
        taxonomy.themes().stream()
            .flatMap(theme -> theme.topics().stream())
            .flatMap(topic -> topic.words().stream())
            .collect(Collectors.toSet()));
  }
}
