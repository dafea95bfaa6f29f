package org.opinionloop.kit.security;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The keys this deployment knows, hashed; none by default, so that nothing is open by accident. */
@ConfigurationProperties("opinion-loop.security")
record KeySettings(@DefaultValue List<Key> keys) {

  private static final String ROLES =
      Arrays.stream(Role.values())
          .map(role -> role.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));

  /** Checks that no key is there twice, by name or in itself: whose would it be? */
  KeySettings {
    keys = List.copyOf(keys);
    Set<String> seen = new HashSet<>();
    for (Key key : keys) {
      if (!seen.add(key.name()) | !seen.add(key.sha256().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "key " + key.name() + ": is there twice (expected: a name and a key of its own)");
      }
    }
  }

  /**
   * One key.
   *
   * @param sha256 the SHA-256 of the key, 64 hexadecimal digits
   */
  record Key(
      String name,
      String sha256,
      Role role,
      @DefaultValue Set<String> channels,
      @Nullable String unit) {

    Key {
      if (name == null || name.isBlank() || role == null) {
        throw new IllegalArgumentException(
            "key " + name + ": name or role missing (expected: both, role one of " + ROLES + ")");
      }
      if (sha256 == null || !sha256.matches("[0-9a-fA-F]{64}")) {
        throw new IllegalArgumentException(
            "key " + name + ": sha256 (expected: 64 hexadecimal digits)");
      }
      if (role == Role.OFFICER && (unit == null || unit.isBlank())) {
        throw new IllegalArgumentException(
            "key " + name + ": unit missing (expected: a unit's code, or * for all)");
      }
    }

    byte[] digest() {
      return HexFormat.of().parseHex(sha256);
    }

    Caller caller() {
      return new Caller(name, role, channels, unit == null ? "" : unit);
    }
  }
}
