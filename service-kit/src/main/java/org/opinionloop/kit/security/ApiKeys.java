package org.opinionloop.kit.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller to a presented key. Keys are random and long, so one round of SHA-256 keeps
 * them; every known digest is compared in constant time, and all of them each time, so the time
 * taken tells nothing.
 */
final class ApiKeys {

  private record Known(byte[] digest, Caller caller) {}

  private final List<Known> known;

  ApiKeys(KeySettings settings) {
    this.known =
        settings.keys().stream().map(key -> new Known(key.digest(), key.caller())).toList();
  }

  Optional<Caller> find(String key) {
    byte[] digest = sha256(key);
    @Nullable Caller found = null;
    for (Known each : known) {
      if (MessageDigest.isEqual(each.digest(), digest)) {
        found = each.caller();
      }
    }
    return Optional.ofNullable(found);
  }

  List<Caller> callers() {
    return known.stream().map(Known::caller).toList();
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this Java has no SHA-256", impossible);
    }
  }
}
