package org.opinionloop.intake.contact;

import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.contact.ContactSealer;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The key that contact details are sealed under.
 *
 * @param keyId its name, so that the holder of several finds the right one
 * @param publicKey X25519, SubjectPublicKeyInfo in base64
 */
@ConfigurationProperties("opinion-loop.contact")
record ContactSettings(@Nullable String keyId, @Nullable String publicKey) {

  ContactSettings {
    required("key-id", keyId);
    required("public-key", publicKey);
  }

  ContactSealer sealer() {
    return new ContactSealer(required("key-id", keyId), required("public-key", publicKey));
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "opinion-loop.contact."
              + name
              + ": missing (expected: the key that contact details are"
              + " sealed under; see deploy/local/local.yml for how to make one)");
    }
    return value;
  }
}
