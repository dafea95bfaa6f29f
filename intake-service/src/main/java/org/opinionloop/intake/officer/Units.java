package org.opinionloop.intake.officer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.intake.request.Fields;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.springframework.http.HttpStatus;

/** 承办单位 as callers name them, and for which of them they speak. */
final class Units {

  private Units() {}

  /**
   * The unit that the caller speaks for: that of the officer's key; a key for all units, or an
   * importer's, has to name it in the field {@code unit}.
   *
   * @throws ProblemException 403 if it is another's
   */
  static String speaking(Fields fields, Caller caller, Taxonomy taxonomy) {
    boolean anyUnit = caller.role() != Role.OFFICER || caller.unit().equals("*");
    if (!anyUnit && !fields.has("unit")) {
      return caller.unit();
    }
    String unit = fields.requiredKnown("unit", in(taxonomy), expected(taxonomy), "");
    if (!anyUnit && !unit.isEmpty() && !caller.unit().equals(unit)) {
      throw new ProblemException(
          Problem.of(HttpStatus.FORBIDDEN, "forbidden", "This key may not do that")
              .detail("the key speaks for unit " + caller.unit()));
    }
    return unit;
  }

  /** Finds a unit's code by what a caller wrote. */
  static Function<String, Optional<String>> in(Taxonomy taxonomy) {
    return text -> taxonomy.unit(upper(text)).map(Taxonomy.Unit::code);
  }

  /** What callers may write. */
  static String expected(Taxonomy taxonomy) {
    return oneOf(taxonomy.units(), Taxonomy.Unit::code);
  }

  static String upper(String code) {
    return code.toUpperCase(Locale.ROOT);
  }

  static <T> String oneOf(List<T> known, Function<T, String> code) {
    return known.stream().map(code).collect(Collectors.joining(", ", "one of ", ""));
  }
}
