package org.opinionloop.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Contact details that only the holder of the private key can read, and only while the opinion's
 * own key exists; see {@link org.opinionloop.contracts.contact}.
 *
 * @param keyId which private key opens it
 * @param sealed the ephemeral public key and the ciphertext, base64url without padding
 * @param ownKey which of the opinion's own keys it takes as well; absent in the older format, which
 *     the private key opens alone
 */
public record SealedContact(String keyId, String sealed, @Nullable String ownKey) {

  /** Checks that what is required is there. */
  public SealedContact {
    Texts.required("contact.keyId", keyId);
    Texts.required("contact.sealed", sealed);
  }
}
