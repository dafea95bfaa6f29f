package org.opinionloop.contracts;

/**
 * Contact details that only the holder of the private key can read; see {@link
 * org.opinionloop.contracts.contact}.
 *
 * @param keyId which key opens it
 * @param sealed the ephemeral public key and the ciphertext, base64url without padding
 */
public record SealedContact(String keyId, String sealed) {

  /** Checks that both are there. */
  public SealedContact {
    Texts.required("contact.keyId", keyId);
    Texts.required("contact.sealed", sealed);
  }
}
