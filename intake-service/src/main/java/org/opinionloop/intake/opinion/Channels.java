package org.opinionloop.intake.opinion;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * 渠道: the configured channels and the other names they go by. Case, blanks and underscores do not
 * matter.
 */
final class Channels {

  private final Set<String> codes;
  private final Map<String, String> byName = new HashMap<>();

  /**
   * Knows these.
   *
   * @param aliases other name to code
   */
  Channels(Set<String> codes, Map<String, String> aliases) {
    this.codes = new LinkedHashSet<>(codes);
    for (String code : codes) {
      if (!code.matches("[a-z][a-z0-9-]{0,39}")) {
        throw new IllegalArgumentException(
            "opinion-loop.intake.channels: "
                + code
                + " (expected: lower-case letters, digits and hyphens)");
      }
      byName.put(code, code);
    }
    aliases.forEach(
        (alias, code) -> {
          if (codes.contains(code)) {
            byName.put(plain(alias), code);
          }
        });
  }

  /** The code of the channel of this name. */
  Optional<String> find(String name) {
    return Optional.ofNullable(byName.get(plain(name)));
  }

  @Override
  public String toString() {
    return String.join(", ", codes);
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }
}
