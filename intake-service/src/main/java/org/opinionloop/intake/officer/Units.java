package org.opinionloop.intake.officer;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;

/** 承办单位 as callers name them. */
final class Units {

  private Units() {}

  /** The unit that the caller speaks for, null if it is any. */
  static @Nullable String own(Caller caller) {
    return caller.role() == Role.OFFICER && !caller.unit().equals("*") ? caller.unit() : null;
  }

  /** Finds a unit's code by what a caller wrote. */
  static Function<String, Optional<String>> in(Taxonomy taxonomy) {
    return text -> taxonomy.unit(text.toUpperCase(Locale.ROOT)).map(Taxonomy.Unit::code);
  }

  /** What callers may write. */
  static String expected(Taxonomy taxonomy) {
    return taxonomy.units().stream()
        .map(Taxonomy.Unit::code)
        .collect(Collectors.joining(", ", "one of ", ""));
  }
}
