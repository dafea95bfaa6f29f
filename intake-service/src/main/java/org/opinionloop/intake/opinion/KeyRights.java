package org.opinionloop.intake.opinion;

import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Door;
import org.opinionloop.kit.security.Role;
import org.springframework.stereotype.Component;

/**
 * What the keys are for, checked at the start. A channel that is none, or that is another name of
 * one, would make a key useless, or stand in events; so would a unit that nobody knows.
 */
@Component
final class KeyRights {

  private static final String ALL = "*";

  private final Reception reception;
  private final Taxonomy taxonomy;

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException if one is for a channel or unit that there is not
   */
  KeyRights(Door door, Reception reception, Taxonomy taxonomy) {
    this.reception = reception;
    this.taxonomy = taxonomy;
    door.callers().forEach(this::check);
  }

  private void check(Caller caller) {
    for (String channel : caller.channels()) {
      if (!channel.equals(ALL) && !reception.isChannel(channel)) {
        throw new IllegalArgumentException(
            sentence(caller, "channel " + channel, "one of opinion-loop.intake.channels"));
      }
    }
    boolean officer = caller.role() == Role.OFFICER;
    if (officer && !caller.unit().equals(ALL) && taxonomy.unit(caller.unit()).isEmpty()) {
      throw new IllegalArgumentException(
          sentence(caller, "unit " + caller.unit(), "one of the units of opinion-loop.taxonomy"));
    }
  }

  private static String sentence(Caller caller, String found, String expected) {
    return "opinion-loop.security.keys: key "
        + caller.name()
        + ": "
        + found
        + " (expected: "
        + expected
        + ", or * for all)";
  }
}
