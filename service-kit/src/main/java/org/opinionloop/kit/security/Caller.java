package org.opinionloop.kit.security;

import java.util.Set;

/**
 * Who calls, known by their key.
 *
 * @param name of the key, never of a person; stands in events as "by whom"
 * @param channels which channels it hands in for, {@code *} for all
 * @param unit which unit it answers for, {@code *} for all; empty for other roles
 */
public record Caller(String name, Role role, Set<String> channels, String unit) {

  /** Copies the set. */
  public Caller {
    channels = Set.copyOf(channels);
  }

  /** Whether it may hand in for this channel. */
  public boolean mayUse(String channel) {
    return channels.contains("*") || channels.contains(channel);
  }

  /** Whether it may answer for this unit. */
  public boolean answersFor(String otherUnit) {
    return unit.equals("*") || unit.equals(otherUnit);
  }
}
