package org.opinionloop.contracts.contact;

import org.jspecify.annotations.Nullable;

/**
 * How to reach a person. Never on a topic, in a log or in a message unsealed; {@code toString} says
 * nothing.
 */
public record Contact(
    @Nullable String name,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String webhook) {

  @Override
  public String toString() {
    return "Contact[sealed from view]";
  }
}
