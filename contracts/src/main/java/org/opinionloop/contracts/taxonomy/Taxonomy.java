package org.opinionloop.contracts.taxonomy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.opinionloop.contracts.Kind;

/**
 * What an opinion can be about and who answers it. Codes travel in events, names stand in letters
 * and reports.
 *
 * @param themes 主题, in the order of reports
 * @param fields the second axis: fields of government, each with its responsible unit
 * @param kinds the names of the kinds
 * @param units 承办单位
 * @param urgentUnit who is told at once when there is danger; one of the units
 * @param rejections for what reasons an officer may refuse an opinion; may be none
 * @param measures what offices commonly do about opinions, so that it can be counted; may be none
 * @param services what units do for people at windows and online, to be rated; may be none
 */
public record Taxonomy(
    List<Theme> themes,
    List<Field> fields,
    Map<Kind, Names> kinds,
    List<Unit> units,
    String urgentUnit,
    List<Rejection> rejections,
    List<Measure> measures,
    List<Service> services) {

  /** One thing of the taxonomy: its code travels in events, its names stand in letters. */
  private sealed interface Coded {
    String code();

    Names names();
  }

  /** A theme and its sub-topics. */
  public record Theme(String code, Names names, List<Topic> topics) implements Coded {
    /** Checks that every topic has a code of its own and names. */
    public Theme {
      topics = list("theme " + code + " topics", topics);
      index("theme " + code + " topics", topics);
    }
  }

  /**
   * A sub-topic 子主题.
   *
   * @param words what people write when they mean it, in simplified Chinese or lower-case English
   */
  public record Topic(String code, Names names, List<String> words) implements Coded {
    /** Copies the list. */
    public Topic {
      words = list("topic " + code + " words", words);
    }
  }

  /** A field of government and the unit that answers for it. */
  public record Field(String code, Names names, String unit) implements Coded {}

  /** A responsible unit and how to reach it. */
  public record Unit(String code, Names names, String telephone) implements Coded {}

  /**
   * A reason not to accept an opinion 不予受理.
   *
   * @param names how a letter gives it: the middle of a sentence, as {@code 该事项已进入诉讼程序}
   */
  public record Rejection(String code, Names names) implements Coded {}

  /** A measure 措施 of the catalogue. */
  public record Measure(String code, Names names) implements Coded {}

  /** A service 服务事项 and the unit that renders it. */
  public record Service(String code, Names names, String unit) implements Coded {}

  /** A taxonomy under which officers refuse nothing, and without catalogues. */
  public Taxonomy(
      List<Theme> themes,
      List<Field> fields,
      Map<Kind, Names> kinds,
      List<Unit> units,
      String urgentUnit) {
    this(themes, fields, kinds, units, urgentUnit, List.of(), List.of(), List.of());
  }

  /** Checks that everything has a code of its own and names, and every unit named exists. */
  public Taxonomy {
    themes = list("themes", themes);
    fields = list("fields", fields);
    required("kinds", kinds);
    for (Kind kind : Kind.values()) {
      if (kinds.get(kind) == null) {
        throw new IllegalArgumentException("taxonomy kinds: " + kind + " has no names");
      }
    }
    kinds = Map.copyOf(kinds);
    units = list("units", units);
    Map<String, Unit> known = index("units", units);
    index("themes", themes);
    rejections = rejections == null ? List.of() : list("rejections", rejections);
    index("rejections", rejections);
    measures = measures == null ? List.of() : list("measures", measures);
    index("measures", measures);
    services = services == null ? List.of() : list("services", services);
    for (Service service : index("services", services).values()) {
      oneOf(known, "service " + service.code() + ": unit ", service.unit());
    }
    for (Field field : index("fields", fields).values()) {
      oneOf(known, "field " + field.code() + ": unit ", field.unit());
    }
    oneOf(known, "urgentUnit: ", urgentUnit);
  }

  /** The theme of this code. */
  public Optional<Theme> theme(String code) {
    return themes.stream().filter(theme -> theme.code().equals(code)).findFirst();
  }

  /** The field of this code. */
  public Optional<Field> field(String code) {
    return fields.stream().filter(field -> field.code().equals(code)).findFirst();
  }

  /** The unit of this code. */
  public Optional<Unit> unit(String code) {
    return units.stream().filter(unit -> unit.code().equals(code)).findFirst();
  }

  /** The reason of this code. */
  public Optional<Rejection> rejection(String code) {
    return rejections.stream().filter(reason -> reason.code().equals(code)).findFirst();
  }

  /** The measure of this code. */
  public Optional<Measure> measure(String code) {
    return measures.stream().filter(measure -> measure.code().equals(code)).findFirst();
  }

  /** The service of this code. */
  public Optional<Service> service(String code) {
    return services.stream().filter(service -> service.code().equals(code)).findFirst();
  }

  /** The name of a kind. */
  public Names kind(Kind kind) {
    Names names = kinds.get(kind);
    if (names == null) {
      throw new IllegalStateException("taxonomy kinds: " + kind + " has no names");
    }
    return names;
  }

  private static <T> List<T> list(String what, List<T> list) {
    required(what, list);
    if (list.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("taxonomy " + what + ": one of them is empty");
    }
    return List.copyOf(list);
  }

  private static void required(String what, Object list) {
    if (list == null) {
      throw new IllegalArgumentException("taxonomy " + what + ": missing (expected: a list)");
    }
  }

  private static void oneOf(Map<String, Unit> units, String what, String unit) {
    if (!units.containsKey(unit)) {
      throw new IllegalArgumentException(
          "taxonomy " + what + unit + " (expected: one of " + units.keySet() + ")");
    }
  }

  private static <T extends Coded> Map<String, T> index(String what, List<T> list) {
    Map<String, T> known = new LinkedHashMap<>();
    for (T each : list) {
      if (each.code() == null) {
        throw new IllegalArgumentException("taxonomy " + what + ": one has no code");
      }
      if (each.names() == null) {
        throw new IllegalArgumentException(
            "taxonomy " + what + ": " + each.code() + " has no names");
      }
      if (known.put(each.code(), each) != null) {
        throw new IllegalArgumentException(
            "taxonomy " + what + ": " + each.code() + " is there twice");
      }
    }
    return known;
  }
}
