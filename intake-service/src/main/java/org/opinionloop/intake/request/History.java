package org.opinionloop.intake.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;

/** What only an importer may say: when things happened, and whether letters go out. */
public final class History {

  /** Clocks differ a little. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private History() {}

  /** Whether the field may be read: the caller is an importer, or did not give it (else noted). */
  public static boolean only(Fields fields, String name, @Nullable Caller caller) {
    if (!fields.has(name) || (caller != null && caller.role() == Role.IMPORTER)) {
      return true;
    }
    fields.refuse(name, "nothing: only a key of role importer may say it");
    return false;
  }

  /** A moment in the past, as an importer says; null if not said. */
  public static @Nullable Instant instant(
      Fields fields, String name, @Nullable Caller caller, ZoneId office, Clock clock) {
    if (!only(fields, name, caller)) {
      return null;
    }
    Instant instant = fields.instant(name, office);
    if (instant != null && instant.isAfter(clock.instant().plus(TOLERANCE))) {
      fields.refuse(name, "a moment in the past");
      return null;
    }
    return instant;
  }
}
